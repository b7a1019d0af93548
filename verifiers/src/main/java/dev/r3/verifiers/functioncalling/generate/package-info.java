/** Makes function-calling tasks out of a catalogue of tools. */
@NullMarked
package dev.r3.verifiers.functioncalling.generate;

import org.jspecify.annotations.NullMarked;
