package dev.r3.activities.http;

import static java.util.Objects.requireNonNull;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** The body of an answer, up to a bound: a longer one fails as {@link LongBodyException}, and the connection is cut. */
public final class BoundedBody implements BodySubscriber<byte[]> {

    private final BodySubscriber<byte[]> whole = BodySubscribers.ofByteArray();
    private final long most;
    private long received;
    private @Nullable Subscription subscription;

    /**
     * @param most in bytes
     */
    public BoundedBody(long most) {
        this.most = most;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        whole.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        received += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
        if (received > most) {
            requireNonNull(subscription, "no subscription").cancel();
            whole.onError(new LongBodyException(most));
        } else {
            whole.onNext(buffers);
        }
    }

    @Override
    public void onError(Throwable error) {
        whole.onError(error);
    }

    @Override
    public void onComplete() {
        whole.onComplete();
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole.getBody();
    }
}
