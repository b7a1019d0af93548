package dev.r3.infra.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff();

    @Test
    void aServerThatNeverAnsweredIsGivenUpSoon() {
        assertThat(backoff.died(0)).contains(Duration.ofMillis(200));
        assertThat(backoff.died(1)).contains(Duration.ofMillis(400));
        assertThat(backoff.died(2)).isEmpty();
    }

    @Test
    void aServerThatAnsweredGetsMoreTries() {
        backoff.proven();
        var delays = IntStream.range(0, 9).mapToObj(backoff::died).toList();
        assertThat(delays).allMatch(delay -> delay.isPresent());
        assertThat(delays.get(8)).contains(Duration.ofSeconds(10));
        assertThat(backoff.died(9)).isEmpty();
    }

    @Test
    void oldDeathsAreForgotten() {
        backoff.proven();
        for (int hour = 0; hour < 100; hour++) {
            assertThat(backoff.died(Duration.ofHours(hour).toNanos())).contains(Duration.ofMillis(200));
        }
    }
}
