package dev.r3.infra.local;

import java.io.IOException;
import java.util.List;

/** Starts the stack process. */
final class StackLauncher {
    private static final List<String> OPTIONS =
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Dr3.log.level=INFO");

    private final DetachedJava java;

    StackLauncher(Executables executables) {
        this.java = new DetachedJava(executables);
    }

    Process launch(StackHome home) throws IOException {
        return java.launch(
                OPTIONS, StackMain.class.getName(), List.of(home.path().toString()), home.path(), home.stackLog());
    }
}
