package io.medlinks.notes.note.web;

import io.medlinks.platform.text.PatientText;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.validation.valueextraction.Unwrapping;

/**
 * A note as the patient sends it.
 *
 * @param text the words
 */
record NoteRequest(@NotNull(payload = Unwrapping.Skip.class) @NotBlank @Size(max = 100_000) PatientText text) {

}
