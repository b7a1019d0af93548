package dev.r3.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A user who has a finished experiment trained on, on real servers. */
class ExtendedExperimentIT {
    private static final Duration LONG = Duration.ofMinutes(8);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @RegisterExtension
    final OwnHome home = new OwnHome(LONG);

    @Test
    void givesWhatAllStepsAtOnceGive() throws Exception {
        home.in(folder);
        String whole = run(spec(6));
        String parent = JSON.readTree(run(spec(4))).path("experiment").textValue();

        Path brief = spec(4);
        R3Process tooFew = home.start("run", extended(brief, parent).toString());
        assertThat(tooFew.await(LONG)).as(tooFew.messages()).isEqualTo(2);
        assertThat(tooFew.messages())
                .contains("train.steps is 4, but the parent " + parent + " has trained 4 already, which count");

        Path longer = spec(6);
        String child = run(extended(longer, parent));
        assertThat(MiniatureExperiment.contents(child)).containsKey("train");
        assertThat(MiniatureExperiment.contents(child)).isEqualTo(MiniatureExperiment.contents(whole));
    }

    /** Without a validation, which would choose a snapshot: the last one counts. */
    private Path spec(int steps) throws Exception {
        Path spec = new MiniatureExperiment(folder, 1, steps).spec();
        return Files.writeString(spec, Files.readString(spec).replace("validation-tasks: 5", "validation-tasks: 0"));
    }

    private static Path extended(Path spec, String parent) throws Exception {
        return Files.writeString(spec, Files.readString(spec) + "parent: " + parent + "\n");
    }

    private String run(Path spec) throws Exception {
        return home.run("run", spec.toString(), "--until", "train", "--json");
    }
}
