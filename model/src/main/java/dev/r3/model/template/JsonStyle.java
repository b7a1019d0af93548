package dev.r3.model.template;

import org.jspecify.annotations.Nullable;

/**
 * The options of Python's {@code json.dumps}.
 *
 * @param indent what one level is indented by; null for one line
 */
record JsonStyle(
        boolean asciiOnly, boolean sortedKeys, @Nullable String indent, String itemSeparator, String keySeparator) {

    /** What chat templates get unless they say otherwise. */
    static final JsonStyle DEFAULT = new JsonStyle(false, false, null, ", ", ": ");
}
