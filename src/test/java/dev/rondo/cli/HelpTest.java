package dev.rondo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class HelpTest {
    private static final List<String> VERBS =
            List.of("run", "compare", "kernel", "jshell", "train", "generate", "evaluate");

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void listsTheVerbs(String option) {
        Run run = Run.of(option);
        assertEquals(0, run.code());
        for (String verb : VERBS) {
            assertTrue(
                    run.out().lines().anyMatch(line -> line.startsWith("  " + verb + " ")), verb + " in " + run.out());
        }
    }

    @Test
    void eachVerbShowsItsOptionsAndTheirDefaults() {
        Run train = Run.of("train", "--help");
        assertEquals(0, train.code());
        String words = train.out().replaceAll("\\s+", " ");
        assertTrue(words.contains("rondo train (FILE | --dataset=NAME) [OPTION]..."), words);
        assertTrue(words.contains("--batch=N Stretches of the text read side by side (default: 32)."), words);
        assertTrue(words.contains("--rate=X Learning rate (default: 0.001)."), words);
        assertTrue(words.contains("rmsprop, adagrad (which wants a rate of about 0.01)"), words);
        assertTrue(words.contains("falls to nearly 0 (default: constant)."), words);
        assertTrue(words.contains("--engine=NAME"), words);
        String generate = Run.of("generate", "-h").out().replaceAll("\\s+", " ");
        assertTrue(generate.contains("below 1 bolder, above 1 wilder (default: 1.0)."), generate);
        String run = Run.of("run", "--help").out().replaceAll("\\s+", " ");
        assertTrue(run.contains("rondo run NOTEBOOK|FOLDER... [OPTION]..."), run);
        assertTrue(run.contains("(default: target/notebooks)"), run);
        assertTrue(run.contains("as a share of the larger (default: 0.001)."), run);
    }

    @Test
    void saysWhatHappensWithoutACommand() {
        String words = Run.of("--help").out().replaceAll("\\s+", " ");
        assertTrue(words.contains("Without a command it runs the walk-through notebooks/character-model.ipynb"), words);
    }

    @Test
    void everyOptionSaysWhatItIs() {
        for (CommandLine line : Main.commandLine().getSubcommands().values()) {
            CommandSpec spec = line.getCommandSpec();
            assertFalse(spec.options().isEmpty(), spec.name());
            for (OptionSpec option : spec.options()) {
                assertTrue(option.description().length > 0, spec.name() + " " + option.longestName());
            }
        }
    }

    @Test
    void versionNamesTheToolkit() {
        Run run = Run.of("--version");
        assertEquals(0, run.code());
        assertTrue(run.out().startsWith("rondo "), run.out());
        assertTrue(run.out().contains("Java " + Runtime.version()), run.out());
    }
}
