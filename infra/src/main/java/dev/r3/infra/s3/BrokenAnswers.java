package dev.r3.infra.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/**
 * Makes an answer that breaks off a failure of the SDK's, as every other one is. JDK 17's client takes a connection that
 * is closed early for the end of the answer, so that the SDK cannot parse it and says so; JDK 25's throws, and the SDK's
 * parser passes that on as an error of the input that nobody expects. Objects' bytes are {@link BoundedRead}'s to judge.
 */
final class BrokenAnswers implements ExecutionInterceptor {
    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        return context.request() instanceof GetObjectRequest
                ? context.responseBody()
                : context.responseBody().map(Answer::new);
    }

    private static final class Answer extends FilterInputStream {
        private Answer(InputStream body) {
            super(body);
        }

        @Override
        public int read() {
            try {
                return super.read();
            } catch (IOException e) {
                throw broken(e);
            }
        }

        @Override
        public int read(byte[] bytes, int from, int most) {
            try {
                return super.read(bytes, from, most);
            } catch (IOException e) {
                throw broken(e);
            }
        }

        private static SdkClientException broken(IOException cause) {
            return SdkClientException.create("the answer broke off: " + cause.getMessage(), cause);
        }
    }
}
