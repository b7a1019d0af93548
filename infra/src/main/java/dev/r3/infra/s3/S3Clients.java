package dev.r3.infra.s3;

import dev.r3.infra.settings.S3Settings;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes S3 clients. */
final class S3Clients {

    private S3Clients() {}

    static S3Client create(S3Settings settings, S3Timeouts timeouts) {
        var builder = S3Client.builder()
                .httpClient(new WholeTailClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(timeouts.connect())
                        .socketTimeout(timeouts.silence())
                        .build()))
                // Three tries; whoever called retries more patiently than a client should.
                .overrideConfiguration(override -> override.retryStrategy(RetryMode.STANDARD)
                        .apiCallTimeout(timeouts.call())
                        .addExecutionInterceptor(new BrokenAnswers()))
                .region(Region.of(settings.region()))
                .forcePathStyle(settings.pathStyle());
        settings.endpoint().ifPresent(builder::endpointOverride);
        settings.credentials()
                .ifPresent(pair -> builder.credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(pair.accessKey(), pair.secretKey()))));
        return builder.build();
    }
}
