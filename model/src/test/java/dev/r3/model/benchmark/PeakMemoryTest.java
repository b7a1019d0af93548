package dev.r3.model.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PeakMemoryTest {
    @Test
    void readsTheHighWaterMark() {
        assertThat(PeakMemory.resident(List.of("VmPeak:\t  900 kB", "VmHWM:\t  123456 kB", "VmRSS:\t 7 kB")))
                .hasValue(123_456L * 1024);
        assertThat(PeakMemory.resident(List.of("Name: java"))).isEmpty();
    }
}
