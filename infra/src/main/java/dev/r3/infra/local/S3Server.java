package dev.r3.infra.local;

import dev.r3.infra.settings.S3Settings.Credentials;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** An S3 server in this process that keeps its objects in a directory and answers signed requests only. */
final class S3Server implements Closeable {
    private static final long STOP_TIMEOUT_MILLIS = 5_000;

    private final S3Proxy proxy;

    private S3Server(S3Proxy proxy) {
        this.proxy = proxy;
    }

    /** Starts it on a port of 127.0.0.1 and makes the bucket if there is none. */
    static S3Server start(Path objects, int port, String bucket, Credentials credentials) throws IOException {
        // A bucket of this store is a folder of its root.
        Files.createDirectories(objects.resolve(bucket));
        var proxy = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(objects.toString()))
                .endpoint(URI.create("http://" + Loopback.HOST + ":" + port))
                .awsAuthentication(AuthenticationType.AWS_V4, credentials.accessKey(), credentials.secretKey())
                // Else the multipart uploads of the AWS transfer manager are answered with 501.
                .ignoreUnknownHeaders(true)
                .stopTimeout(STOP_TIMEOUT_MILLIS)
                .build();
        try {
            proxy.start();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            // S3Proxy declares nothing narrower.
            throw new IOException("The S3 server did not start on port " + port + ": " + e.getMessage(), e);
        }
        return new S3Server(proxy);
    }

    @Override
    public void close() throws IOException {
        try {
            proxy.stop();
        } catch (Exception e) {
            // S3Proxy declares nothing narrower.
            throw new IOException("The S3 server did not stop: " + e.getMessage(), e);
        }
    }
}
