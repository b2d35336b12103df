// What the biometric prompt says. The words come from the screens, which know the language.

package org.secureapps.passcode.android

/** The words of the biometric prompt. */
public data class BiometricPromptTexts(
    /** What it is about. */
    val title: String,
    /** A second line, if there is anything more to say. */
    val subtitle: String?,
    /** The button that leaves the prompt, like "Use passcode". */
    val negativeButton: String,
) {
    init {
        // The system would refuse to show it.
        require(title.isNotBlank() && negativeButton.isNotBlank()) { "a title and a button are needed" }
    }
}
