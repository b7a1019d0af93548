package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user can get wrong on the command line: what, where, what was expected; never a stack trace. */
class ArgumentsTest {

    @TempDir
    Path folder;

    @BeforeEach
    void writeFiles() throws Exception {
        Files.writeString(folder.resolve("tasks.jsonl"), "{\"target\":3,\"nums\":[1,2]}\n");
        Files.writeString(folder.resolve("tasks.txt"), "{}");
        Files.writeString(folder.resolve("cut.parquet"), "PAR1 no more");
        Files.writeString(folder.resolve("empty.jsonl"), "");
        Files.writeString(folder.resolve("ragged.csv"), "target,nums\n3,\"[1,2]\"\n4,\"[1,3]\",9\n");
        Files.writeString(folder.resolve("other.jsonl"), "{\"a\":1}\n");
        String call = "{\"query\":\"Stop.\",\"tools\":[{\"name\":\"stop\",\"parameters\":{}}]%s}\n";
        Files.writeString(folder.resolve("goldless.jsonl"), call.formatted(""));
        Files.writeString(
                folder.resolve("unanswered.jsonl"),
                call.formatted(",\"answers\":[]")
                        + call.formatted(",\"answers\":\"[]\"")
                        + call.formatted(",\"answers\":null"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rnu                                                        | 2 | r3: unknown command 'rnu'; did you mean 'run'?
            reprot                                                     | 2 | r3: unknown command 'reprot'; did you mean 'report'?
            frobnicate                                                 | 2 | r3: unknown command 'frobnicate'; known: run, reproduce, watch, list, explain,
            data ingst                                                 | 2 | r3: unknown command 'ingst'; did you mean 'ingest'?
            status now                                                 | 2 | r3: unexpected argument 'now'
            status --fast                                              | 2 | r3: unexpected argument '--fast'
            verifier                                                   | 2 | a command is missing: list
            spec                                                       | 2 | a command is missing: check or schema
            data                                                       | 2 | a command is missing: generate or ingest
            run spec.yaml --until training                             | 2 | 'training' is no stage; expected dataset
            report demo                                                | 2 | 'demo' is no experiment's id; expected one such as r3-countdown-0123456789ab
            report r3-demo-0123456789ab --out .                        | 2 | which is a folder; expected a file to write
            promote r3-demo-0123456789ab                               | 2 | Missing required option: '--reason=TEXT'
            promote r3-demo-0123456789ab --reason=                     | 2 | --reason is no reason; expected why, in one line
            score --task countdown --input none.jsonl                  | 2 | none.jsonl does not exist; expected a JSONL file of answers
            score --task countdown --input .                           | 2 | is a folder; expected a JSONL file of answers
            score --task countdown --input tasks.jsonl --config a=b    | 2 | unknown option 'a'; known: all-numbers-required
            score --task countdown --input tasks.jsonl --config open-tag= | 2 | option 'open-tag' is ''; expected: 1 to 32 characters
            data generate numeric --count 1 --out x.jsonl              | 2 | task family 'numeric' makes no tasks; those that do: countdown, function-calling
            data generate countdown --count 0 --out x.jsonl            | 2 | --count is 0; expected 1 to 10,000,000
            data generate countdown --count 10000001 --out x.jsonl     | 2 | --count is 10000001; expected 1 to 10,000,000
            data generate countdown --count x --out x.jsonl            | 2 | '--count': 'x' is no whole number; expected one from -2^63 to 2^63 - 1
            data generate countdown --count 1 --seed 1.5 --out x.jsonl | 2 | '--seed': '1.5' is no whole number
            data generate countdown --count 200 --config numbers=1 --out x.jsonl | 1 | there are only about 90 tasks; ask for fewer
            data generate countdown --count 1 --config a --out x.jsonl | 2 | Value for option '--config' (KEY=VALUE) should be in KEY=VALUE format but was a
            data generate countdown --count 1 --out tasks.txt/x.jsonl  | 1 | tasks.txt stands in the way
            data generate countdown --count 1 --out x.parquet.gz       | 2 | names gzipped Parquet, which can't be written; expected .parquet
            data generate countdown --count 1 --out x.txt              | 2 | does not tell its format; expected .parquet
            data generate countdown --count 1 --out .                  | 2 | which is a folder; expected a file to write
            data generate countdown --count 1 --out x.jsonl --config a=b | 2 | unknown option 'a'; known: largest
            data ingest none.jsonl --task countdown --out o            | 2 | none.jsonl does not exist; expected a data file
            data ingest . --task countdown --out o                     | 2 | is a folder; expected a data file
            data ingest tasks.txt --task countdown --out o             | 2 | does not tell its format; expected .parquet
            data ingest tasks.jsonl --task countdown --out tasks.txt   | 2 | which is no folder; expected one to write to
            data ingest tasks.jsonl --task countdown --out tasks.txt/o | 1 | Not a directory
            data ingest ragged.csv --task countdown --out o            | 1 | CSV Error on Line: 3
            data ingest tasks.jsonl --task countdown --out o --test 2  | 2 | '--test': '2' is no share; expected a number from 0 to 1
            data ingest tasks.jsonl --task countdown --out o --test x  | 2 | '--test': 'x' is no share; expected a number from 0 to 1
            data ingest tasks.jsonl --task countdown --out o --limit -1 | 2 | --limit is -1; expected 0 or more
            data ingest tasks.jsonl --task countdown --out o --column a=b | 2 | column mapping names 'a', which is no column of task family 'countdown'
            data ingest tasks.jsonl --task countdown --out o --column target=b | 1 | has no column 'b' (for 'target'); it has 'nums', 'target'
            data ingest empty.jsonl --task countdown --out o           | 1 | empty.jsonl is empty; expected rows
            data ingest other.jsonl --task countdown --out o           | 1 | has no column 'target' (for 'target'); it has 'a'
            data ingest goldless.jsonl --task function-calling --out o | 1 | goldless.jsonl has no column 'answers' (for 'answers'); it has 'query', 'tools'
            data ingest unanswered.jsonl --task function-calling --out o | 1 | unanswered.jsonl are no function-calling tasks, expected a share of at most 0.01; by reason: {missing-column=1, no-answers=2}
            data ingest cut.parquet --task countdown --out o           | 1 | can't be read as PARQUET
            """)
    void saysWhatIsWrong(String command, int code, String expected) {
        CommandRun run = r3(command);
        assertThat(run.err()).contains(expected).doesNotContain("\tat ", "java.", "SELECT");
        assertThat(run.code()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aHomeIsAFolder() {
        CommandRun run = CommandRun.of(folder.resolve("tasks.txt"), List.of("status"));
        assertThat(run.err()).contains("--home is '").contains("tasks.txt', which is no folder");
        assertThat(run.code()).isEqualTo(2);
        CommandRun empty = CommandRun.of(Path.of(""), List.of("status"));
        assertThat(empty.err()).contains("--home is ''; expected a folder");
        assertThat(empty.code()).isEqualTo(2);
    }

    @Test
    void aFileWithoutAnswersIsFineAndSaidToHaveNone() {
        CommandRun run = r3("score --task countdown --input empty.jsonl --json");
        assertThat(run.err()).contains("empty.jsonl holds no answers");
        assertThat(run.out()).isEmpty();
        assertThat(run.code()).isZero();
    }

    @Test
    void aMistakeLeavesStandardOutputToJson() {
        CommandRun run = r3("data ingest other.jsonl --task countdown --out o --json");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
    }

    /** Words that name a file of the folder stand for it. */
    private CommandRun r3(String command) {
        List<String> words = List.of(command.split(" ", -1)).stream()
                .map(word -> word.equals(".") || word.equals("o") || word.matches("[a-z]+\\.[a-z/.]+")
                        ? folder.resolve(word).toString()
                        : word)
                .toList();
        return CommandRun.of(folder.resolve("home"), words);
    }
}
