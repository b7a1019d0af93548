package dev.r3.workflows.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactKeyTest {

    @Test
    void joinsSegments() {
        ArtifactKey key = ArtifactKey.of("stages", "dataset").resolve("a-1/manifest.json");
        assertThat(key.path()).isEqualTo("stages/dataset/a-1/manifest.json");
        assertThat(key.name()).isEqualTo("manifest.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a//b", "/a", "a/", "..", "a/../b", ".hidden", "a b", "a\nb", "a\\b", "ä"})
    void refusesWhatCouldLeaveItsFolder(String path) {
        assertThatThrownBy(() -> new ArtifactKey(path)).isInstanceOf(IllegalArgumentException.class);
    }
}
