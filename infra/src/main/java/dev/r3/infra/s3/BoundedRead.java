package dev.r3.infra.s3;

import dev.r3.activities.failure.FileFailures;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Takes an object's bytes up to a bound, whatever length the server declares. It runs inside the SDK's call, so that a
 * broken connection is retried and the call's timeout covers the body.
 */
final class BoundedRead {

    private BoundedRead() {}

    /** The object's bytes; of a longer one the first {@code most} and one more. */
    static ResponseTransformer<GetObjectResponse, byte[]> bytes(int most) {
        return (response, body) -> {
            try {
                byte[] bytes = body.readNBytes(most + 1);
                checkEnd(response, body, bytes.length, most);
                return bytes;
            } catch (IOException e) {
                throw broken(e);
            }
        };
    }

    /** The number of bytes written to the file: of a longer object {@code most} and one more. */
    static ResponseTransformer<GetObjectResponse, Long> file(Path file, long most) {
        return (response, body) -> {
            long copied = 0;
            try (OutputStream out = Files.newOutputStream(file)) {
                byte[] piece = new byte[1 << 16];
                while (copied <= most) {
                    int read = read(body, piece, most + 1 - copied);
                    if (read < 0) {
                        break;
                    }
                    out.write(piece, 0, read);
                    copied += read;
                }
            } catch (IOException e) {
                // Only the file throws these here: it is no fault of the server's, and a retry does not help.
                throw new UncheckedIOException("cannot write %s: %s".formatted(file, FileFailures.explain(e, file)), e);
            }
            checkEnd(response, body, copied, most);
            return copied;
        };
    }

    private static int read(AbortableInputStream body, byte[] piece, long most) {
        try {
            return body.read(piece, 0, (int) Math.min(piece.length, most));
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static void checkEnd(GetObjectResponse response, AbortableInputStream body, long read, long most) {
        if (read > most) {
            // Else the rest of an endless answer would be drained.
            body.abort();
        } else if (response.contentLength() != null && read < response.contentLength()) {
            // JDK 17's client takes a connection that is closed early for the end of the answer; JDK 25's throws.
            throw RetryableException.create(
                    "the answer broke off after %d of %d bytes".formatted(read, response.contentLength()),
                    new EOFException());
        }
    }

    private static RetryableException broken(IOException cause) {
        return RetryableException.create("the answer broke off: " + cause.getMessage(), cause);
    }
}
