/** The rows of questions with a known answer; shared by the families that differ in how they compare answers only. */
@NullMarked
package dev.r3.verifiers.question;

import org.jspecify.annotations.NullMarked;
