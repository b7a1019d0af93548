package dev.r3.infra.cli;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** UTF-8 as it came in. */
final class Utf8 {

    private Utf8() {}

    /** The first byte that is no UTF-8, from 0. */
    static OptionalInt firstInvalid(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        // No character of UTF-16 takes less than a byte of UTF-8.
        return decoder.decode(in, CharBuffer.allocate(bytes.length), true).isError()
                ? OptionalInt.of(in.position())
                : OptionalInt.empty();
    }
}
