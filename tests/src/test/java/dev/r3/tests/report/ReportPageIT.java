package dev.r3.tests.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.activities.report.ReportStage;
import dev.r3.infra.local.ChromiumTool;
import dev.r3.tests.server.WhatRan;
import dev.r3.workflows.contract.StageResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page as people see it: in a real browser, installed if need be; without Node.js the summary at the end says so. */
class ReportPageIT {
    private static final String TESTS = "the report's page";

    /** An opened page has its first tasks. */
    private static final String SHOWN = "document.documentElement?.dataset.shown";

    /** The begin of a call that gives the elements of a selector that are not hidden. */
    private static final String VISIBLE =
            "(selector => [...document.querySelectorAll(selector)].filter(e => e.getClientRects().length > 0))(";

    private static final int MANY_TASKS = 15_000;

    /** Until the first tasks are shown: a guard alone. The bar of two seconds is for an idle machine to measure. */
    private static final Duration MOST = Duration.ofSeconds(20);

    private static final List<String> HOSTILE = List.of(
            "</script><script>document.title='owned'</script>",
            "<img src=x onerror=\"document.title='owned'\">",
            "quotes \"'` and &amp; \\u0041 ${document.title='owned'}",
            "bidi \u202eright\u202c\u2066",
            "nul \0 and bell \u0007",
            "<!--<script>",
            "]]>");

    @TempDir
    Path folder;

    private Optional<Chromium> browser = Optional.empty();

    @BeforeEach
    void start() throws Exception {
        Optional<ChromiumTool.Program> program = ChromiumTool.ofUser().provide(folder.resolve("install.log"));
        if (program.isEmpty()) {
            WhatRan.without(
                    Chromium.TITLE,
                    TESTS,
                    "neither Chromium nor Node.js, which installs one, is on the path; install one of them");
        } else {
            WhatRan.against(Chromium.TITLE, TESTS);
            browser = Optional.of(Chromium.start(program.get(), folder.resolve("chromium")));
        }
        assumeTrue(browser.isPresent(), "no Chromium");
    }

    @AfterEach
    void stop() {
        browser.ifPresent(Chromium::close);
    }

    private Chromium chromium() {
        return browser.orElseThrow();
    }

    private Path page(int tasks, List<String> texts) throws Exception {
        GeneratedExperiment experiment = new GeneratedExperiment(folder.resolve("experiment"), tasks, texts);
        StageResult report = ReportProgram.write(experiment, experiment.commit());
        return ReportProgram.file(experiment, report, ReportStage.PAGE);
    }

    @Test
    void whatModelsWroteIsShownAndNeverRun() throws Exception {
        chromium().open(page(40, HOSTILE), SHOWN);
        assertThat(text("document.title")).isEqualTo("R3 report: generated");
        assertThat(number("document.scripts.length")).isEqualTo(3);
        assertThat(number("document.images.length")).isZero();
        String first = text("document.querySelector('#task-list li .side pre').textContent");
        assertThat(first).startsWith("</script><script>document.title='owned'</script><answer>");
        String all = text("document.querySelector('#task-list').textContent");
        assertThat(all)
                .contains("U+202E", "U+2066", "U+0000", "U+0007", "<!--<script>", "${document.title='owned'}")
                .doesNotContain("\u202e", "\u2066", "\0", "\u0007");
    }

    @Test
    void tasksAreFoundByFlipErrorAndWords() throws Exception {
        chromium().open(page(600, List.of("a needle in Text 0", "")), SHOWN);
        assertThat(place()).isEqualTo("1 – 20 of 600");
        choose("task-flip", "f");
        assertThat(text("document.querySelector('#task-list .chip').textContent"))
                .isEqualTo("fixed");
        String fixed = place();
        assertThat(fixed).startsWith("1 – 20 of ").isNotEqualTo("1 – 20 of 600");
        choose("task-error", "invalid-equation");
        assertThat(place()).isNotEqualTo(fixed);
        choose("task-error", "");
        choose("task-flip", "");
        chromium().evaluate("document.getElementById('task-search').focus()");
        chromium()
                .evaluate("(() => { const e = document.getElementById('task-search'); e.value = 'NEEDLE in text';"
                        + " e.dispatchEvent(new Event('input')); })()");
        chromium().await("document.getElementById('task-place').textContent === '1 – 1 of 1'");
        chromium()
                .evaluate("(() => { const e = document.getElementById('task-search'); e.value = 'nobody wrote this';"
                        + " e.dispatchEvent(new Event('input')); })()");
        chromium().await("document.getElementById('task-place').textContent === 'No task is like that.'");
    }

    @Test
    void theKeyboardLeafsThroughTasks() throws Exception {
        chromium().open(page(60, List.of()), SHOWN);
        chromium().evaluate("document.getElementById('task-next').focus()");
        chromium().pressReturn();
        chromium().await("document.getElementById('task-place').textContent === '21 – 40 of 60'");
        chromium().evaluate("document.getElementById('task-next').click()");
        chromium().await("document.getElementById('task-place').textContent === '41 – 60 of 60'");
        assertThat(chromium()
                        .evaluate("document.getElementById('task-next').disabled")
                        .asBoolean())
                .isTrue();
        JsonNode reachable = chromium()
                .evaluate(
                        "[...document.querySelectorAll('a,button,input,select,summary')].every(e => e.tabIndex >= 0)");
        assertThat(reachable.asBoolean()).isTrue();
    }

    @Test
    void whatItTookStandsInTables() throws Exception {
        chromium().open(page(40, HOSTILE), SHOWN);
        assertThat(text("[...document.querySelectorAll('nav a')].map(a => a.hash).join()"))
                .isEqualTo("#arms,#sampled,#curves,#errors,#reflections,#tasks,#cost,#origin,#spec");
        assertThat(number(
                        "[...document.querySelectorAll('nav a')].filter(a => !document.querySelector(a.hash)).length"))
                .isZero();
        assertThat(row("#cost", "trained")).startsWith("trained|800|1,200|600|2,600|65.00|");
        assertThat(row("#cost", "trained/foreign-reflection")).contains("not recorded|not recorded");
        assertThat(row("#origin", "train"))
                .contains("|computed|", "|1,234,567|", "Generated CPU 9000", "2 threads on 4 cores");
        assertThat(text("document.querySelector('#origin dl').textContent"))
                .contains("of it, in this run", "core-seconds");
        assertThat(text("document.querySelector('#reflections').textContent"))
                .contains("like generic", "like common", "I should try other operations.");
    }

    /** The cells of a table's row. */
    private String row(String section, String first) throws InterruptedException {
        return text(
                "[...[...document.querySelectorAll('%s tbody tr')].find(r => r.cells[0].textContent === '%s').cells].map(c => c.textContent).join('|')"
                        .formatted(section, first));
    }

    @ParameterizedTest
    @CsvSource({"1440, light, 255", "1440, dark, 18", "390, light, 255", "390, dark, 18"})
    void fitsWideAndNarrowLightAndDark(int width, String scheme, int red) throws Exception {
        chromium().look(width, 900, scheme);
        GeneratedExperiment experiment = new GeneratedExperiment(folder.resolve("experiment"), 40, HOSTILE);
        StageResult report = ReportProgram.write(experiment, experiment.compared(experiment.commit()));
        chromium().open(ReportProgram.file(experiment, report, ReportStage.PAGE), SHOWN);
        assertThat(number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
        assertThat(number("document.querySelectorAll('#forgetting tbody tr').length"))
                .isEqualTo(2);
        assertThat(text("document.querySelector('#arms').textContent"))
                .contains("baseline-ten-times-larger", "task-grpo");
        assertThat(text("getComputedStyle(document.body).backgroundColor")).startsWith("rgb(" + red + ",");
        assertThat(number(VISIBLE + "'figure.chart').filter(e => e.clientWidth < 250).length"))
                .isZero();
        assertThat(number(VISIBLE + "'#arms figure.chart').length"))
                .as("one of the two")
                .isOne();
        assertThat(chromium().screenshot().length).isGreaterThan(20_000);
    }

    @Test
    void fifteenThousandTasksOpenAtOnce() throws Exception {
        assertOpens(page(MANY_TASKS, List.of()));
    }

    /** Texts that hardly compress, and so long that a little more would be cut. */
    @Test
    void theLargestPageOpensAtOnce() throws Exception {
        SplittableRandom random = new SplittableRandom(5);
        List<String> texts =
                Stream.generate(() -> noise(random, 730)).limit(MANY_TASKS).toList();
        Path page = page(MANY_TASKS, texts);
        assertThat(Files.size(page)).isGreaterThan(16_000_000);
        assertOpens(page);
        assertThat(text("document.querySelector('#task-list li .side pre').textContent"))
                .startsWith(texts.get(0));
    }

    /** Printable characters of ASCII. */
    private static String noise(SplittableRandom random, int length) {
        return random.ints(length, ' ' + 1, 0x7f)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private void assertOpens(Path page) throws Exception {
        assertThat(Files.size(page)).isLessThan(20_000_000);
        Duration before = chromium().processorTime();
        chromium().open(page, SHOWN);
        Duration computed = chromium().processorTime().minus(before);
        WhatRan.against(
                Chromium.TITLE,
                "15,000 tasks (%.1f MB) shown after %d ms, %d ms of computing"
                        .formatted(Files.size(page) / 1e6, number(SHOWN), computed.toMillis()));
        assertThat(place()).isEqualTo("1 – 20 of 15,000");
        assertThat(computed).isLessThanOrEqualTo(MOST);
        assertThat(number("performance.getEntriesByType('resource').length"))
                .as("nothing else is loaded")
                .isZero();
    }

    private String place() throws InterruptedException {
        return text("document.getElementById('task-place').textContent");
    }

    private String text(String expression) throws InterruptedException {
        return chromium().evaluate("String(" + expression + ")").asText();
    }

    private long number(String expression) throws InterruptedException {
        return chromium().evaluate("Number(" + expression + ")").asLong();
    }

    private void choose(String field, String value) throws InterruptedException {
        chromium()
                .evaluate(
                        "(() => { const e = document.getElementById('%s'); e.value = '%s'; e.dispatchEvent(new Event('change')); })()"
                                .formatted(field, value));
        // The script shows what was found after the chapters of one page are opened.
        chromium().evaluate("new Promise(done => setTimeout(done, 300))");
    }
}
