package dev.r3.workflows.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Heartbeats as Temporal keeps them. */
class HeartbeatTest {
    private static final DataConverter CONVERTER = DefaultDataConverter.STANDARD_INSTANCE;

    private static final Optional<OomKills> KILLS = Optional.of(new OomKills("e34c36f5", 7, 1));

    private static final Heartbeat HEARTBEAT = new Heartbeat(
            "train",
            "steps",
            62,
            400,
            Optional.empty(),
            100,
            Optional.of(38L),
            Optional.of("s3://bucket/step.json"),
            KILLS);

    @Test
    void whatIsToldComesBack() {
        assertThat(read(CONVERTER.toPayloads(HEARTBEAT).orElseThrow())).isEqualTo(HEARTBEAT);
        Heartbeat first = Heartbeat.of("train", "steps", 0, 0, 100);
        assertThat(read(CONVERTER.toPayloads(first).orElseThrow())).isEqualTo(first);
        Heartbeat shard = Heartbeat.ofPart("attempts", "tasks", 4_100, 10_000, new StagePart(4_096, 3), 8_192);
        assertThat(read(CONVERTER.toPayloads(shard).orElseThrow())).isEqualTo(shard);
    }

    @Test
    void anOlderWorkersIsRead() {
        assertThat(read("{\"stage\":\"train\",\"unit\":\"steps\",\"done\":62,\"total\":400,\"end\":100}"))
                .isEqualTo(Heartbeat.of("train", "steps", 62, 400, 100));
    }

    @Test
    void theEndOfAnActivityIsNoSecondsAway() {
        assertThat(HEARTBEAT.atEnd())
                .isEqualTo(new Heartbeat(
                        "train",
                        "steps",
                        100,
                        400,
                        Optional.empty(),
                        100,
                        Optional.empty(),
                        Optional.of("s3://bucket/step.json"),
                        KILLS));
    }

    private static Heartbeat read(String json) {
        Payload payload = CONVERTER.toPayload(HEARTBEAT).orElseThrow().toBuilder()
                .setData(ByteString.copyFromUtf8(json))
                .build();
        return read(Payloads.newBuilder().addPayloads(payload).build());
    }

    private static Heartbeat read(Payloads payloads) {
        return CONVERTER.fromPayloads(0, Optional.of(payloads), Heartbeat.class, Heartbeat.class);
    }
}
