// The field for a full keyboard. What is typed lies in one buffer that never grows, and is overwritten there.
// What the keyboard app and the system keep of it is theirs: they are told to keep nothing.

package org.secureapps.passcode.screens.views

import android.content.Context
import android.graphics.Typeface
import android.text.Editable
import android.text.InputFilter
import android.text.InputType
import android.text.SpannableStringBuilder
import android.text.TextWatcher
import android.text.method.PasswordTransformationMethod
import android.view.Gravity
import android.view.View
import android.view.inputmethod.EditorInfo
import android.view.inputmethod.InputMethodManager
import android.widget.EditText
import android.widget.FrameLayout
import android.widget.ImageButton
import android.widget.ImageView
import org.secureapps.passcode.screens.R

private const val HIDDEN = InputType.TYPE_CLASS_TEXT or InputType.TYPE_TEXT_VARIATION_PASSWORD

/** The most that a passcode or password can have. */
private const val MOST = 1024

internal class SecretField(
    context: Context,
    label: CharSequence,
    onChanged: () -> Unit = {},
    onDone: () -> Unit,
) : FrameLayout(context),
    PasscodeEntry {
    val field = EditText(context, null, 0, R.style.Passcode_Field)
    private val toggle = ImageButton(context, null, 0, R.style.Passcode_Button_Text)
    private var isShown = false
    private var isWiping = false

    init {
        field.id = View.generateViewId()
        field.setEditableFactory(OneBuffer)
        field.setText("")
        field.hint = label
        field.inputType = HIDDEN or InputType.TYPE_TEXT_FLAG_NO_SUGGESTIONS
        field.imeOptions =
            EditorInfo.IME_ACTION_DONE or EditorInfo.IME_FLAG_NO_PERSONALIZED_LEARNING or
            EditorInfo.IME_FLAG_NO_EXTRACT_UI
        field.isSaveEnabled = false
        field.importantForAutofill = View.IMPORTANT_FOR_AUTOFILL_NO
        field.importantForContentCapture = View.IMPORTANT_FOR_CONTENT_CAPTURE_NO
        field.filters = arrayOf(InputFilter.LengthFilter(MOST))
        field.typeface = Typeface.DEFAULT
        field.textDirection = View.TEXT_DIRECTION_LTR
        field.setOnEditorActionListener { _, _, _ ->
            onDone()
            true
        }
        field.addTextChangedListener(
            object : TextWatcher {
                override fun afterTextChanged(text: Editable) {
                    if (!isWiping) onChanged()
                }

                override fun beforeTextChanged(
                    text: CharSequence,
                    start: Int,
                    count: Int,
                    after: Int,
                ) = Unit

                override fun onTextChanged(
                    text: CharSequence,
                    start: Int,
                    before: Int,
                    count: Int,
                ) = Unit
            },
        )
        toggle.setOnClickListener { reveal(!isShown) }
        val touch = context.size(R.dimen.passcode_field_height)
        field.setPaddingRelative(field.paddingStart, field.paddingTop, touch, field.paddingBottom)
        addView(field, LayoutParams(LayoutParams.MATCH_PARENT, LayoutParams.WRAP_CONTENT))
        addView(toggle, LayoutParams(touch, touch, Gravity.END or Gravity.CENTER_VERTICAL))
        toggle.setPadding(0, 0, 0, 0)
        toggle.scaleType = ImageView.ScaleType.CENTER
        reveal(false)
    }

    /** Lets password managers fill an account's password in; a passcode is nobody else's. */
    fun autofill(hint: String) {
        field.importantForAutofill = View.IMPORTANT_FOR_AUTOFILL_YES
        field.setAutofillHints(hint)
    }

    override fun copy(): CharArray {
        val text = field.text
        return CharArray(text.length).also { text.getChars(0, text.length, it, 0) }
    }

    override fun wipe() {
        reveal(false)
        val text = field.text
        isWiping = true
        // SECURITY: as many zeros in the same place, then nothing: the buffer keeps no characters.
        text.filters = emptyArray()
        text.replace(0, text.length, Zeros(text.length))
        text.clear()
        text.filters = field.filters
        isWiping = false
    }

    override fun enable(isEnabled: Boolean) {
        field.isEnabled = isEnabled
        toggle.isEnabled = isEnabled
    }

    fun openKeyboard() {
        field.requestFocus()
        field.post { context.getSystemService(InputMethodManager::class.java)?.showSoftInput(field, 0) }
    }

    private fun reveal(isShown: Boolean) {
        this.isShown = isShown
        val end = field.selectionEnd
        field.transformationMethod = if (isShown) null else PasswordTransformationMethod.getInstance()
        if (end >= 0) field.setSelection(end)
        val icon = if (isShown) R.drawable.passcode_icon_hide else R.drawable.passcode_icon_show
        toggle.setImageDrawable(context.icon(icon, R.color.passcode_muted))
        toggle.contentDescription = context.getString(if (isShown) R.string.passcode_hide else R.string.passcode_show)
    }

    /** A text of zeros that needs no String. */
    private class Zeros(
        override val length: Int,
    ) : CharSequence {
        override fun get(index: Int) = '\u0000'

        override fun subSequence(
            startIndex: Int,
            endIndex: Int,
        ) = Zeros(endIndex - startIndex)
    }

    /** Buffers with room for everything: one that grows leaves what it held behind. */
    private object OneBuffer : Editable.Factory() {
        override fun newEditable(source: CharSequence): Editable {
            val buffer = SpannableStringBuilder(Zeros(MOST))
            buffer.replace(0, MOST, source)
            return buffer
        }
    }
}
