package dev.r3.infra.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.activities.stage.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartedFileTest {
    private static final long GIB = 1L << 30;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} bytes in parts of {1}")
    @CsvSource({"1, 400, 1", "400, 400, 1", "401, 400, 2", "200000, 70000, 3", "210000, 70000, 3"})
    void partsAreTheWholeFileWithItsDigests(int size, long partBytes, int parts) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        Path path = Files.write(folder.resolve("file"), content);

        PartedFile file = PartedFile.read(path, partBytes);

        assertThat(file.size()).isEqualTo(size);
        assertThat(file.sha256()).isEqualTo(Sha256.of(content));
        assertThat(file.parts()).hasSize(parts);
        assertThat(file.compositeChecksum()).endsWith("-" + parts);
        for (FilePart part : file.parts()) {
            int from = (int) part.offset();
            byte[] expected = Arrays.copyOfRange(content, from, from + (int) part.size());
            assertThat(part.sha256()).isEqualTo(Sha256.of(expected));
            try (FileRange range = new FileRange(path, part)) {
                for (int tries = 0; tries < 2; tries++) {
                    try (InputStream in = range.newStream()) {
                        assertThat(in.readAllBytes()).isEqualTo(expected);
                    }
                }
            }
        }
    }

    @Test
    void thereAreNeverTooManyPartsAndNeverTooBigOnes() {
        for (long gib : new long[] {1, 5, 600, 700, 5_000, 48_000}) {
            long part = S3Parts.DEFAULT.partBytes(gib * GIB);
            assertThat((gib * GIB + part - 1) / part).as("%d GiB", gib).isLessThanOrEqualTo(S3Parts.MOST_PARTS);
            assertThat(part).isBetween(5L << 20, 5 * GIB);
        }
    }
}
