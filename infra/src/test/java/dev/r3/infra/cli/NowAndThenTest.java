package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NowAndThenTest {

    /** A {@link System#nanoTime} may begin anywhere, and overflow. */
    @ParameterizedTest
    @ValueSource(longs = {0, -5, Long.MAX_VALUE - 1, Long.MIN_VALUE})
    void itIsDueAtOnceAndThenAfterItsTime(long start) {
        AtomicLong now = new AtomicLong(start);
        NowAndThen line = new NowAndThen(Duration.ofNanos(10), now::get);
        assertThat(line.isDue()).isTrue();
        line.restart();
        assertThat(line.isDue()).isFalse();
        now.addAndGet(9);
        assertThat(line.isDue()).isFalse();
        now.addAndGet(1);
        assertThat(line.isDue()).isTrue();
        line.restart();
        assertThat(line.isDue()).isFalse();
    }
}
