package dev.r3.model.supervised;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;

/**
 * A JSONL file to learn from, read line by line in any order. Of a file of any size it holds an index of 8 bytes a line
 * (and a shuffle another 4),
 * so that an epoch's order can be a shuffle of the whole corpus and resuming costs no reading of what came before.
 * The first line that can't be used stops the reading.
 */
public final class Corpus implements AutoCloseable {
    private static final int LONGEST_LINE = 16 << 20;
    private static final int CHUNK_BYTES = 1 << 13;

    private final Path file;
    private final FileChannel channel;
    private final LineIndex index;

    private Corpus(Path file, FileChannel channel, LineIndex index) {
        this.file = file;
        this.channel = channel;
        this.index = index;
    }

    /** Reads the whole file once. */
    public static Corpus open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new Corpus(file, channel, LineIndex.of(channel));
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    /** How many records it has; blank lines aren't any. */
    public int records() {
        return index.lines();
    }

    /** SHA-256 of the file, 64 hex digits. */
    public String digest() {
        return index.digest();
    }

    /**
     * A record as a document.
     *
     * @param number from 0, in the file's order
     * @throws InvalidCorpusException if it can't be used
     */
    public TrainingDocument document(int number, DocumentEncoder encoder) throws IOException {
        return used(number, line -> encoder.encode(RecordReader.read(line)));
    }

    private <T> T used(int number, Function<String, T> use) throws IOException {
        try {
            return use.apply(line(index.start(number)));
        } catch (CharacterCodingException notText) {
            throw new InvalidCorpusException(file, lineNumber(number), "no valid UTF-8", notText);
        } catch (UnusableRecordException unusable) {
            throw new InvalidCorpusException(file, lineNumber(number), String.valueOf(unusable.getMessage()), unusable);
        }
    }

    private String line(long start) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK_BYTES);
        int scanned = 0;
        while (true) {
            int read = channel.read(bytes, start + bytes.position());
            for (; scanned < bytes.position(); scanned++) {
                if (bytes.get(scanned) == '\n') {
                    return text(bytes.position(scanned).flip());
                }
            }
            if (read < 0) {
                return text(bytes.flip());
            }
            if (!bytes.hasRemaining()) {
                bytes = larger(bytes.flip());
            }
        }
    }

    private static ByteBuffer larger(ByteBuffer bytes) {
        if (bytes.limit() >= LONGEST_LINE) {
            throw new UnusableRecordException("longer than " + LONGEST_LINE + " bytes");
        }
        return ByteBuffer.allocate(2 * bytes.limit()).put(bytes);
    }

    private static String text(ByteBuffer bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    }

    /** Counted only when it is asked for. */
    private long lineNumber(int number) throws IOException {
        long start = index.start(number);
        long line = 1;
        ByteBuffer chunk = ByteBuffer.allocate(1 << 16);
        for (long position = 0; position < start; position += chunk.limit()) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), start - position));
            if (channel.read(chunk, position) < 0) {
                break;
            }
            chunk.flip();
            for (int i = 0; i < chunk.limit(); i++) {
                line += chunk.get(i) == '\n' ? 1 : 0;
            }
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
