package dev.r3.infra.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that {@code --version} prints. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = R3.class.getPackage().getImplementationVersion();
        String commit = SourceCommit.current().orElse("unknown commit");
        return new String[] {
            "r3 %s (%s), Java %s".formatted(version == null ? "development" : version, commit, Runtime.version())
        };
    }
}
