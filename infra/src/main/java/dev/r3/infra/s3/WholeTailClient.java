package dev.r3.infra.s3;

import static java.util.Objects.requireNonNull;

import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Sends the end of each body at once. A body that is signed in chunks ends in an empty chunk and a line end, which the
 * SDK's client sends on their own. The local server answers once it has seen the empty chunk, and closes the connection
 * unless the line end is there too: the client then took a stored object for a failure, three times in a row under load.
 */
final class WholeTailClient implements SdkHttpClient {

    private final SdkHttpClient client;

    WholeTailClient(SdkHttpClient client) {
        this.client = requireNonNull(client, "client is null");
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return request.contentStreamProvider()
                .flatMap(body -> request.httpRequest()
                        .firstMatchingHeader("Content-Length")
                        .map(length -> client.prepareRequest(withWholeTail(request, body, Long.parseLong(length)))))
                .orElseGet(() -> client.prepareRequest(request));
    }

    private static HttpExecuteRequest withWholeTail(
            HttpExecuteRequest request, ContentStreamProvider body, long length) {
        return HttpExecuteRequest.builder()
                .request(request.httpRequest())
                .contentStreamProvider(() -> new WholeTail(body.newStream(), length))
                .metricCollector(request.metricCollector().orElse(null))
                .build();
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }
}
