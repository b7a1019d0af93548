package dev.r3.verifiers.functioncalling.generate;

import dev.r3.verifiers.api.InvalidOptionException;
import dev.r3.verifiers.api.Options;
import java.util.Random;

/** How many of something, both bounds included, written {@code 2} or {@code 1-3}. */
record CountRange(int least, int most) {

    static CountRange of(Options options, String name, int limit) {
        String text = options.text(name);
        int dash = text.indexOf('-');
        int least = count(dash < 0 ? text : text.substring(0, dash), limit);
        int most = count(dash < 0 ? text : text.substring(dash + 1), limit);
        if (least < 1 || most < least) {
            throw new InvalidOptionException("option '%s' is '%s'; expected: a number from 1 to %d or a range like 1-3"
                    .formatted(name, text, limit));
        }
        return new CountRange(least, most);
    }

    int draw(Random random) {
        return least + random.nextInt(most - least + 1);
    }

    /** The number, or −1 if it is none up to the limit. */
    private static int count(String text, int limit) {
        if (text.isEmpty() || text.length() > 3 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int count = Integer.parseInt(text);
        return count <= limit ? count : -1;
    }
}
