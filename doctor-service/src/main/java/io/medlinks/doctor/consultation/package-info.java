/**
 * Consultations: what doctors found, prescribed and told their patients, with every
 * version kept. What a doctor notes for himself or herself never leaves this package but
 * to its author.
 */
@NullMarked
package io.medlinks.doctor.consultation;

import org.jspecify.annotations.NullMarked;
