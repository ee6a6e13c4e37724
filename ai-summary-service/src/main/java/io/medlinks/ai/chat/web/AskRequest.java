package io.medlinks.ai.chat.web;

import io.medlinks.ai.chat.Chat;
import io.medlinks.ai.chat.ChatLanguage;
import io.medlinks.platform.text.PatientText;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.validation.valueextraction.Unwrapping;
import org.jspecify.annotations.Nullable;

/**
 * A question.
 *
 * @param text the patient's words, 1 to 1,000 characters
 * @param language in which to answer; English where it is left out
 */
record AskRequest(
		@NotNull(message = "is required", payload = Unwrapping.Skip.class) @NotBlank(
				message = "must say something") @Size(max = Chat.LONGEST_QUESTION,
						message = "must have at most 1,000 characters") PatientText text,
		@Nullable ChatLanguage language) {

	ChatLanguage languageOrEnglish() {
		return (this.language != null) ? this.language : ChatLanguage.EN;
	}

}
