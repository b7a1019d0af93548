package dev.r3.activities.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "9, 1", "10, 1", "11, 2", "25, 3", "30, 3"})
    void everyTaskIsInOneShard(int tasks, int count) {
        List<Integer> all = IntStream.range(0, tasks).boxed().toList();
        List<Shard> shards = Shard.of(tasks, 10);
        List<Integer> together = new ArrayList<>();
        shards.forEach(shard -> together.addAll(all.subList(shard.from(), shard.from() + shard.size())));
        assertThat(shards).hasSize(count);
        assertThat(together).isEqualTo(all);
    }
}
