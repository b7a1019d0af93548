package dev.r3.infra.local;

import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Puts and gets texts in the local S3 server as a client of it would. */
record ObjectClient(S3Client client, String bucket) implements AutoCloseable {
    static ObjectClient of(ArtifactsEndpoint artifacts) {
        return of(artifacts, artifacts.credentials().secretKey());
    }

    static ObjectClient of(ArtifactsEndpoint artifacts, String secretKey) {
        var credentials = AwsBasicCredentials.create(artifacts.credentials().accessKey(), secretKey);
        var client = S3Client.builder()
                .endpointOverride(artifacts.endpoint())
                .region(Region.of(artifacts.region()))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
        return new ObjectClient(client, artifacts.bucket());
    }

    void put(String key, String text) {
        put(text, request -> request.key(key));
    }

    /** Puts it unless there is one. */
    void create(String key, String text) {
        put(text, request -> request.key(key).ifNoneMatch("*"));
    }

    private void put(String text, Consumer<PutObjectRequest.Builder> request) {
        client.putObject(
                PutObjectRequest.builder().bucket(bucket).applyMutation(request).build(), RequestBody.fromString(text));
    }

    String get(String key) {
        return client.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                .asUtf8String();
    }

    @Override
    public void close() {
        client.close();
    }
}
