package dev.r3.tests.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.r3.activities.stage.Sha256;
import dev.r3.infra.local.ArtifactsEndpoint;
import dev.r3.workflows.contract.ArtifactKey;
import java.util.Base64;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** A bucket as the AWS SDK sees it. */
record RawBucket(S3Client client, String name) implements AutoCloseable {
    static RawBucket of(ArtifactsEndpoint endpoint) {
        S3Client client = S3Client.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(endpoint.endpoint())
                .region(Region.of(endpoint.region()))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        endpoint.credentials().accessKey(),
                        endpoint.credentials().secretKey())))
                .build();
        return new RawBucket(client, endpoint.bucket());
    }

    /** What a server is told of a text's SHA-256. */
    static String checksum(String text) {
        return Base64.getEncoder()
                .encodeToString(Sha256.of(text.getBytes(UTF_8)).bytes());
    }

    List<MultipartUpload> unfinishedUploads() {
        return client.listMultipartUploads(request -> request.bucket(name)).uploads();
    }

    /** Of an object in parts it ends in a dash and their number; without quotes. */
    String etag(ArtifactKey key) {
        return client.headObject(request -> request.bucket(name).key(key.path()))
                .eTag()
                .replace("\"", "");
    }

    @Override
    public void close() {
        client.close();
    }
}
