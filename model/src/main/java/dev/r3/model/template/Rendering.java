package dev.r3.model.template;

import java.time.LocalDateTime;
import java.util.Optional;

/**
 * What one rendering shares.
 *
 * @param now what {@code strftime_now} reads; a template that asks without it fails
 */
record Rendering(Budget budget, Optional<LocalDateTime> now) {}
