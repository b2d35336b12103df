// Finds the words for what the model says. Every code of the library has its advice here.

package org.secureapps.passcode.screens.views

import android.content.Context
import android.text.format.DateUtils
import org.secureapps.passcode.Keyboard
import org.secureapps.passcode.PasscodeRule
import org.secureapps.passcode.Refusal
import org.secureapps.passcode.Retry
import org.secureapps.passcode.screens.Advice
import org.secureapps.passcode.screens.Deed
import org.secureapps.passcode.screens.MenuChoice
import org.secureapps.passcode.screens.Notice
import org.secureapps.passcode.screens.R
import org.secureapps.passcode.screens.Screen

private const val MINUTE = 60

internal class Words(
    private val context: Context,
) {
    fun of(
        notice: Notice,
        screen: Screen,
    ): String =
        when (notice) {
            is Notice.WrongPasscode -> wrong(notice)
            is Notice.LockedOut -> notice.waitSeconds?.let(::wait) ?: text(R.string.passcode_wait_reset)
            Notice.NothingTyped -> text(nothing(screen as? Screen.Credentials))
            Notice.NotAPasscode -> text(R.string.passcode_not_a_passcode)
            Notice.RulesNotMet -> text(R.string.passcode_rules_not_met)
            is Notice.Rejected -> rejected(notice, screen)
            Notice.NotTheSame -> text(R.string.passcode_not_the_same)
            is Notice.Refused -> of(notice.refusal, screen)
            Notice.BiometricsInvalidated -> text(R.string.passcode_biometrics_invalidated)
            Notice.BiometricsNotTurnedOn -> text(R.string.passcode_biometrics_not_on)
            Notice.ResetOver -> text(R.string.passcode_reset_over)
            is Notice.Done -> text(of(notice.what))
            is Notice.Failed ->
                of(notice.code, notice.retry) + "\n" +
                    context.getString(R.string.passcode_code, notice.code)
        }

    fun of(
        rule: PasscodeRule,
        keyboard: Keyboard,
    ): String =
        when (rule) {
            PasscodeRule.AllowedCharacters -> text(R.string.passcode_rule_characters)
            is PasscodeRule.MinimumLength -> {
                val isPad = keyboard == Keyboard.NUMBER_PAD
                val length = if (isPad) R.plurals.passcode_rule_length_digits else R.plurals.passcode_rule_length
                count(length, rule.characters)
            }
            PasscodeRule.LetterAndDigit -> text(R.string.passcode_rule_letter_digit)
            is PasscodeRule.ComplexCharacters -> count(R.plurals.passcode_rule_complex, rule.characters)
            PasscodeRule.NoSequence -> text(R.string.passcode_rule_sequence)
            PasscodeRule.NotCommon -> text(R.string.passcode_rule_common)
            PasscodeRule.NoForbiddenWord -> text(R.string.passcode_rule_words)
            is PasscodeRule.NotRecent -> count(R.plurals.passcode_rule_recent, rule.passcodes)
        }

    fun of(advice: Advice): String =
        when (advice) {
            Advice.Complexity -> text(R.string.passcode_advice_complexity)
            is Advice.Expiry -> count(R.plurals.passcode_advice_expiry, advice.days)
        }

    /** What to do about an error: what happened and what helps, code by code as in `docs/errors.md`. */
    fun of(
        code: String,
        retry: Retry,
    ): String =
        text(
            when (code) {
                "portal.unreachable", "portal.timed_out" -> R.string.passcode_failed_network
                "portal.unavailable" -> R.string.passcode_failed_server
                "portal.answer_invalid" -> R.string.passcode_failed_answer
                "portal.untrusted" -> R.string.passcode_failed_trust
                "credentials.invalid" -> R.string.passcode_failed_credentials
                "store.unavailable" -> R.string.passcode_failed_storage
                "memory.unavailable" -> R.string.passcode_failed_memory
                "hardware_key.unavailable", "random.unavailable" -> R.string.passcode_failed_hardware
                "hardware_key.lost" -> R.string.passcode_failed_key_lost
                "record.damaged", "record.rolled_back", "record.missing" -> R.string.passcode_failed_records
                "engine.event_not_allowed", "engine.superseded", "store.conflict" -> R.string.passcode_failed_again
                "record.version_unsupported" -> R.string.passcode_failed_version
                else -> if (retry == Retry.NEVER) R.string.passcode_failed_never else R.string.passcode_failed_again
            },
        )

    fun of(choice: MenuChoice): String =
        text(
            when (choice) {
                MenuChoice.CHANGE_PASSCODE -> R.string.passcode_menu_change
                MenuChoice.FORGOT_PASSWORD -> R.string.passcode_menu_forgot
                MenuChoice.BIOMETRICS_ON -> R.string.passcode_menu_biometrics_on
                MenuChoice.BIOMETRICS_OFF -> R.string.passcode_menu_biometrics_off
                MenuChoice.LOCK -> R.string.passcode_menu_lock
            },
        )

    /** How long to wait, in words that change once a minute. */
    fun minutes(seconds: Long): String =
        if (seconds < MINUTE) {
            text(R.string.passcode_locked_soon)
        } else {
            count(R.plurals.passcode_locked_minutes, inMinutes(seconds))
        }

    /** How long to wait, in digits. */
    fun countdown(seconds: Long): String = DateUtils.formatElapsedTime(seconds)

    private fun nothing(asked: Screen.Credentials?): Int =
        when (asked?.passwordAsked) {
            true -> R.string.passcode_nothing_credentials
            false -> R.string.passcode_nothing_name
            null -> R.string.passcode_nothing
        }

    private fun wrong(notice: Notice.WrongPasscode): String {
        val left = notice.attemptsRemaining
        val wrong = if (left > 0) count(R.plurals.passcode_wrong_left, left) else text(R.string.passcode_wrong)
        return notice.waitSeconds?.let { wrong + " " + wait(it) } ?: wrong
    }

    private fun rejected(
        notice: Notice.Rejected,
        screen: Screen,
    ): String {
        val keyboard = (screen as? Screen.NewPasscode)?.keyboard ?: Keyboard.FULL
        val rules = notice.violations.joinToString(", ") { of(it, keyboard).replaceFirstChar(Char::lowercase) }
        return context.getString(R.string.passcode_rejected, rules)
    }

    private fun of(
        refusal: Refusal,
        screen: Screen,
    ): String =
        when (refusal) {
            Refusal.CredentialsNotAccepted -> {
                val isNameOnly = (screen as? Screen.Credentials)?.passwordAsked == false
                text(if (isNameOnly) R.string.passcode_refused_name else R.string.passcode_refused_credentials)
            }
            Refusal.ClientTooOld -> text(R.string.passcode_refused_old)
            Refusal.ResetNotAllowed -> text(R.string.passcode_refused_reset)
            Refusal.ChangeNotAllowed -> text(R.string.passcode_refused_change)
            Refusal.BiometricsNotAllowed -> text(R.string.passcode_refused_biometrics)
            Refusal.BiometricsOff -> text(R.string.passcode_refused_biometrics_off)
            Refusal.PasscodeFirst -> text(R.string.passcode_refused_passcode_first)
            Refusal.GrantNotLive -> {
                val mayReset = screen is Screen.Credentials
                text(if (mayReset) R.string.passcode_refused_grant_password else R.string.passcode_refused_grant)
            }
            Refusal.EscrowKeyDestroyed -> text(R.string.passcode_refused_escrow)
            is Refusal.TooManyAttempts -> wait(refusal.retryAfterSeconds)
            Refusal.DeviceUnknown -> text(R.string.passcode_refused_device)
            Refusal.DeviceRolledBack -> text(R.string.passcode_refused_rolled_back)
        }

    private fun of(deed: Deed): Int =
        when (deed) {
            Deed.PASSCODE_CREATED -> R.string.passcode_done_created
            Deed.PASSCODE_CHANGED -> R.string.passcode_done_changed
            Deed.PASSCODE_RESET -> R.string.passcode_done_reset
            Deed.BIOMETRICS_ON -> R.string.passcode_done_biometrics_on
            Deed.BIOMETRICS_OFF -> R.string.passcode_done_biometrics_off
            Deed.CHECKED_IN -> R.string.passcode_done_checked
        }

    private fun wait(seconds: Long) = count(R.plurals.passcode_wait_minutes, inMinutes(seconds))

    private fun inMinutes(seconds: Long) = ((seconds + MINUTE - 1) / MINUTE).toInt().coerceAtLeast(1)

    private fun count(
        id: Int,
        number: Int,
    ) = context.resources.getQuantityString(id, number, number)

    private fun text(id: Int) = context.getString(id)
}
