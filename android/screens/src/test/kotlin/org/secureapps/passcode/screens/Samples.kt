// One of each screen, and of each thing that it can say, to be drawn and checked.

package org.secureapps.passcode.screens

import org.secureapps.passcode.BlockReason
import org.secureapps.passcode.Keyboard
import org.secureapps.passcode.PasscodeRule
import org.secureapps.passcode.Refusal
import org.secureapps.passcode.RetireReason
import org.secureapps.passcode.Retry
import org.secureapps.passcode.RuleCheck

internal class Sample(
    val name: String,
    val state: ScreenState,
    /** What is typed in: digits for a number pad. */
    val typed: String = "",
)

private val CHECKS =
    listOf(
        RuleCheck(PasscodeRule.MinimumLength(6), met = false),
        RuleCheck(PasscodeRule.NoSequence, met = true),
        RuleCheck(PasscodeRule.NotCommon, met = true),
    )

private val HARD_CHECKS =
    listOf(
        RuleCheck(PasscodeRule.MinimumLength(12), met = true),
        RuleCheck(PasscodeRule.LetterAndDigit, met = true),
        RuleCheck(PasscodeRule.ComplexCharacters(2), met = false),
        RuleCheck(PasscodeRule.NoSequence, met = true),
        RuleCheck(PasscodeRule.NotCommon, met = true),
        RuleCheck(PasscodeRule.NoForbiddenWord, met = false),
    )

private fun new(
    purpose: NewPasscodePurpose,
    keyboard: Keyboard,
    isRepeated: Boolean = false,
) = Screen.NewPasscode(
    purpose,
    isRepeated,
    keyboard,
    canSwitchKeyboard = keyboard == Keyboard.NUMBER_PAD && !isRepeated,
    checks =
        when {
            isRepeated -> emptyList()
            keyboard == Keyboard.NUMBER_PAD -> CHECKS
            else -> HARD_CHECKS
        },
    advice =
        if (keyboard == Keyboard.FULL && !isRepeated) listOf(Advice.Complexity, Advice.Expiry(90)) else emptyList(),
)

private fun unlock(
    keyboard: Keyboard,
    left: Int? = null,
    biometrics: Boolean = false,
) = Screen.Unlock(keyboard, left, biometrics, forgotOffered = true)

private val FORGOT = listOf(MenuChoice.FORGOT_PASSWORD)
private val HOME = listOf(MenuChoice.CHANGE_PASSCODE, MenuChoice.BIOMETRICS_ON, MenuChoice.LOCK)

internal val SAMPLES: List<Sample> =
    listOf(
        Sample("opening", ScreenState(Screen.Opening, isWorking = true)),
        Sample("enroll", ScreenState(Screen.Credentials(CredentialsPurpose.ENROLL, true))),
        Sample(
            "enroll-failed",
            ScreenState(
                Screen.Credentials(CredentialsPurpose.ENROLL, true),
                notice = Notice.Failed("portal.unreachable", Retry.LATER),
            ),
        ),
        Sample(
            "create",
            ScreenState(new(NewPasscodePurpose.CREATE, Keyboard.NUMBER_PAD)),
            typed = "2749",
        ),
        Sample(
            "create-complex",
            ScreenState(
                new(NewPasscodePurpose.CREATE, Keyboard.FULL).copy(canSwitchKeyboard = true),
                notice = Notice.RulesNotMet,
            ),
            typed = "brume-40-lac",
        ),
        Sample(
            "create-again",
            ScreenState(new(NewPasscodePurpose.CREATE, Keyboard.NUMBER_PAD, true), canGoBack = true),
        ),
        Sample("unlock", ScreenState(unlock(Keyboard.NUMBER_PAD, biometrics = true), FORGOT), typed = "274"),
        Sample(
            "unlock-wrong",
            ScreenState(unlock(Keyboard.NUMBER_PAD, 3), FORGOT, Notice.WrongPasscode(3, null)),
        ),
        Sample("unlock-left", ScreenState(unlock(Keyboard.NUMBER_PAD, 4), FORGOT)),
        Sample(
            "unlock-full",
            ScreenState(unlock(Keyboard.FULL, 9, biometrics = true), FORGOT, Notice.BiometricsInvalidated),
            typed = "brume-40-lac",
        ),
        Sample("unlock-working", ScreenState(unlock(Keyboard.NUMBER_PAD), FORGOT, isWorking = true)),
        Sample(
            "change-current",
            ScreenState(Screen.CurrentPasscode(CurrentPasscodePurpose.CHANGE, Keyboard.NUMBER_PAD), canGoBack = true),
        ),
        Sample(
            "change-rejected",
            ScreenState(
                new(NewPasscodePurpose.CHANGE, Keyboard.NUMBER_PAD),
                notice = Notice.Rejected(listOf(PasscodeRule.NotRecent(3))),
                canGoBack = true,
            ),
        ),
        Sample("change-rules", ScreenState(new(NewPasscodePurpose.RULES_CHANGED, Keyboard.FULL), HOME.takeLast(1))),
        Sample("change-old", ScreenState(new(NewPasscodePurpose.TOO_OLD, Keyboard.NUMBER_PAD), HOME.takeLast(1))),
        Sample(
            "biometrics",
            ScreenState(Screen.CurrentPasscode(CurrentPasscodePurpose.BIOMETRICS, Keyboard.FULL), canGoBack = true),
        ),
        Sample(
            "forgot",
            ScreenState(
                Screen.Credentials(CredentialsPurpose.RESET, true),
                notice = Notice.Refused(Refusal.CredentialsNotAccepted),
                canGoBack = true,
            ),
        ),
        Sample("forgot-grant", ScreenState(Screen.Credentials(CredentialsPurpose.GRANT, true), canGoBack = true)),
        Sample(
            "forgot-nothing",
            ScreenState(
                Screen.Credentials(CredentialsPurpose.RESET, true),
                notice = Notice.NothingTyped,
                canGoBack = true,
            ),
        ),
        Sample("forgot-name", ScreenState(Screen.Credentials(CredentialsPurpose.GRANT, false), canGoBack = true)),
        Sample("forgot-new", ScreenState(new(NewPasscodePurpose.RESET, Keyboard.NUMBER_PAD), canGoBack = true)),
        Sample("locked-wait", ScreenState(Screen.LockedOut(272, LockedOutHelp.RESET), FORGOT)),
        Sample("locked-reset", ScreenState(Screen.LockedOut(null, LockedOutHelp.RESET), FORGOT)),
        Sample(
            "locked-ask",
            ScreenState(
                Screen.LockedOut(null, LockedOutHelp.ADMINISTRATOR),
                notice = Notice.Done(Deed.CHECKED_IN),
            ),
        ),
        Sample("unlocked", ScreenState(Screen.Unlocked(true), HOME, Notice.Done(Deed.PASSCODE_RESET))),
        Sample("unlocked-free", ScreenState(Screen.Unlocked(false))),
        Sample("blocked-contact", ScreenState(Screen.Blocked(BlockReason.OUT_OF_CONTACT, false))),
        Sample("blocked-unknown", ScreenState(Screen.Blocked(BlockReason.DEVICE_UNKNOWN, true))),
        Sample("blocked-old", ScreenState(Screen.Blocked(BlockReason.ROLLED_BACK, true))),
        Sample("retired", ScreenState(Screen.Retired(RetireReason.RETIRED))),
        Sample("retired-limit", ScreenState(Screen.Retired(RetireReason.AT_THE_LIMIT))),
        Sample("retired-contact", ScreenState(Screen.Retired(RetireReason.OUT_OF_CONTACT))),
        Sample("unreadable", ScreenState(Screen.Unreadable("store.unavailable", Retry.LATER, false))),
        Sample("unreadable-lost", ScreenState(Screen.Unreadable("hardware_key.lost", Retry.NEVER, true))),
        Sample("confirm", ScreenState(Screen.ConfirmSetUpAgain, canGoBack = true)),
    )
