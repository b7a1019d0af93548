package dev.r3.activities.report;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.stage.Sha256;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * The page: one file with its style, its script and its data, which may load nothing else. What is the same whenever it
 * is written makes its digest.
 */
record ReportPage(
        Figures figures, Charts charts, TaskBook.Written book, ExperimentSpec spec, Circumstances circumstances) {
    private static final String STYLE = resource("report.css");
    private static final String SCRIPT = resource("report.js");

    /** Nothing is loaded, no other script runs: even if a text became markup it could do nothing. */
    private static final String POLICY =
            "default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none'; form-action 'none'"
                    .formatted(base64Sha256(STYLE), base64Sha256(SCRIPT));

    /**
     * Writes the page.
     *
     * @return digest of the figures, and of the page without what is of a machine, a time or an address
     * @throws StorageFailure if the file can't be written
     */
    Digest write(Path file) {
        String stable = head() + results() + new TasksSection(figures, book).markup();
        String varying =
                new CostSection(figures, circumstances).markup() + new OriginSection(figures, circumstances).markup();
        String spec = new SpecSection(this.spec).markup();
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write(stable);
            writer.write(varying);
            writer.write(spec);
            writer.write("</main>\n" + footer().markup() + "\n");
            data(writer);
            writer.write("<script>" + SCRIPT + "</script>\n</body>\n</html>\n");
        } catch (IOException e) {
            throw new StorageFailure("cannot write %s: %s".formatted(file, FileFailures.explain(e)), e);
        }
        return Sha256.of((FiguresFile.json(figures)
                        + stable
                        + spec
                        + SCRIPT
                        + book.content().hex())
                .getBytes(StandardCharsets.UTF_8));
    }

    private String head() {
        Html head = Element.of(
                "head",
                Element.of("meta").with("charset", "utf-8"),
                Element.of("meta").with("http-equiv", "Content-Security-Policy").with("content", POLICY),
                Element.of("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"),
                Element.of("title", "R3 report: " + figures.name()));
        String start = head.markup();
        // The style's own text is no text of a document: it is not escaped.
        String styled = start.substring(0, start.length() - "</head>".length()) + "<style>" + STYLE + "</style></head>";
        return "<!DOCTYPE html>\n<html lang=\"en\">\n" + styled + "\n<body>\n";
    }

    private String results() {
        return new HeadlineSection(figures).markup()
                + "\n<main>\n"
                + new ArmsSection(figures, charts).markup()
                + new SampledSection(figures, charts).markup()
                + new ForgettingSection(figures).markup()
                + new CurvesSection(figures, charts).markup()
                + new ErrorsSection(figures, charts).markup()
                + new ReflectionsSection(figures).markup();
    }

    private Html footer() {
        return Element.of("footer", "Written by R3. This file is complete: it loads nothing from anywhere.");
    }

    /** Neither JSON with escaped angles nor base64 can end its element. */
    private void data(Writer writer) throws IOException {
        writer.write("<script type=\"application/json\" id=\"task-index\">");
        writer.write(book.index().replace("<", "\\u003c"));
        writer.write("</script>\n<script type=\"text/plain\" id=\"task-chapters\">");
        try (BufferedReader chapters = Files.newBufferedReader(book.file(), StandardCharsets.US_ASCII)) {
            chapters.transferTo(writer);
        }
        writer.write("</script>\n");
    }

    private static String base64Sha256(String text) {
        return Base64.getEncoder()
                .encodeToString(Sha256.of(text.getBytes(StandardCharsets.UTF_8)).bytes());
    }

    private static String resource(String name) {
        try (InputStream resource = requireNonNull(ReportPage.class.getResourceAsStream(name), name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
