package dev.r3.model.tokenizer.training;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * GPT-2's letters for the 256 bytes: printable ones stand for themselves, the others for the code points from 256 on, so
 * that every piece of a vocabulary can be written in JSON.
 */
final class ByteAlphabet {
    private static final int BYTES = 256;
    private static final String[] LETTERS = letters();

    private ByteAlphabet() {}

    /** The letter of each byte. */
    static List<String> all() {
        return List.of(LETTERS);
    }

    /** A text's bytes as letters. */
    static List<String> spell(String text) {
        List<String> letters = new ArrayList<>();
        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            letters.add(LETTERS[value & 0xff]);
        }
        return letters;
    }

    private static String[] letters() {
        String[] letters = new String[BYTES];
        int further = BYTES;
        for (int value = 0; value < BYTES; value++) {
            letters[value] = Character.toString(isPrintable(value) ? value : further++);
        }
        return letters;
    }

    private static boolean isPrintable(int value) {
        return IntStream.of('!', 0xa1, 0xae).anyMatch(first -> value >= first && value <= end(first));
    }

    private static int end(int first) {
        return switch (first) {
            case '!' -> '~';
            case 0xa1 -> 0xac;
            default -> 0xff;
        };
    }
}
