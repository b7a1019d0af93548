package dev.r3.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFilesTest {
    private final Path file;

    StateFilesTest(@TempDir Path folder) {
        file = folder.resolve("state.json");
    }

    @Test
    void aRecordIsReadAsItWasWritten() throws IOException {
        var record = new StackRecord(
                new ProcessIdentity(7, 1_700_000_000_000L),
                3,
                List.of(new ServiceRecord(
                        Service.TEMPORAL, ServiceState.READY, 7233, 8233, List.of(new ProcessIdentity(8, 9)), "note")));
        JsonFile.write(file, record);
        assertThat(JsonFile.read(file, StackRecord.class)).contains(record);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void whatANewerVersionAddedIsIgnored() throws IOException {
        Files.writeString(file, "{\"revision\": 4, \"services\": [], \"colour\": \"blue\"}");
        assertThat(Plan.read(file)).isEqualTo(new Plan(4, List.of()));
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        Files.writeString(file, "{\"revision\": ");
        assertThatThrownBy(() -> Plan.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aPlanGrowsAndANewEntryReplacesTheOld() {
        var absent = new Plan.Entry(Service.TRACKING, null, "no Python");
        var present = new Plan.Entry(Service.TRACKING, "python", null);
        var artifacts = new Plan.Entry(Service.ARTIFACTS, null, null);
        assertThat(Plan.EMPTY.with(List.of(absent)).with(List.of(artifacts, present)))
                .isEqualTo(new Plan(2, List.of(artifacts, present)));
    }

    @Test
    void credentialsAreMadeOnceAndNotPrinted() throws IOException {
        var made = CredentialsFile.readOrMake(file);
        assertThat(CredentialsFile.readOrMake(file)).isEqualTo(made);
        assertThat(made.secretKey()).matches("[0-9a-f]{40}");
        assertThat(made.toString()).contains(made.accessKey()).doesNotContain(made.secretKey());
    }

    @Test
    void aServersEnvironmentHoldsNoSettingsForOthers() {
        var environment = new HashMap<>(Map.of(
                "PATH", "/bin", "AWS_PROFILE", "work", "MLFLOW_TRACKING_URI", "elsewhere", "NO_PROXY", "intranet"));
        ChildEnvironment.prepare(environment, Map.of("AWS_ACCESS_KEY_ID", "ours"));
        assertThat(environment)
                .isEqualTo(Map.of(
                        "PATH", "/bin",
                        "AWS_ACCESS_KEY_ID", "ours",
                        "NO_PROXY", "intranet,127.0.0.1,localhost",
                        "no_proxy", "127.0.0.1,localhost"));
    }
}
