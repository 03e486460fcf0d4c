package dev.rondo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.ChildJvm;
import dev.rondo.task.LanguageModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command in a JVM of its own: how it ends. */
@Timeout(120)
class MainTest {
    private static final String NOTEBOOK = """
            {"nbformat": 4, "cells": [
             {"cell_type": "markdown", "source": "# A first look"},
             {"cell_type": "code", "source": "6 * 7"}
            ]}
            """;

    @TempDir
    Path folder;

    private Process start(String... arguments) throws IOException {
        ProcessBuilder builder = ChildJvm.of(Main.class, List.of("-XX:TieredStopAtLevel=1"), arguments)
                .directory(folder.toFile());
        builder.environment().put("OMP_NUM_THREADS", "1");
        return builder.start();
    }

    private static List<String> said(Process process) throws IOException {
        try (BufferedReader out = process.inputReader()) {
            return out.lines().toList();
        }
    }

    private static int end(Process process) throws InterruptedException {
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it hangs");
        return process.exitValue();
    }

    @Test
    void anEngineThatIsNoneIsTheUsersError() throws IOException, InterruptedException {
        Process process = start("train", "--dataset", "verse", "--engine", "Nonesuch");
        List<String> said = said(process);
        assertEquals("rondo: engine 'Nonesuch' is not known: use one of [MXNet, PyTorch]", said.get(said.size() - 1));
        assertEquals(2, end(process));
    }

    @Test
    void withoutACommandItRunsTheWalkThrough() throws IOException, InterruptedException {
        Path notebook = Files.createDirectories(folder.resolve("notebooks")).resolve("character-model.ipynb");
        Files.writeString(notebook, NOTEBOOK);
        Process process = start();
        List<String> said = said(process);
        assertEquals(0, end(process), said.toString());
        assertTrue(
                said.containsAll(List.of("character-model.ipynb: 1 code cell", "A first look", "42")), said.toString());
        assertTrue(said.contains("  mvn compile exec:exec -Drondo.args=\"kernel install\""), said.toString());
        Path executed = folder.resolve("target/notebooks/character-model.ipynb");
        assertTrue(Files.readString(executed).contains("\"42\""), "the outputs are written");
        assertEquals(NOTEBOOK, Files.readString(notebook));
    }

    @Test
    void aWalkThroughThatFailsIsNoSuccess() throws IOException, InterruptedException {
        Path notebook = Files.createDirectories(folder.resolve("notebooks")).resolve("character-model.ipynb");
        Files.writeString(notebook, NOTEBOOK.replace("6 * 7", "6 / 0"));
        Process process = start();
        List<String> said = said(process);
        assertEquals(1, end(process), said.toString());
        assertFalse(said.toString().contains("Next:"), said.toString());
    }

    @Test
    void withoutACommandElsewhereItSaysWhereToGo() throws IOException, InterruptedException {
        Process process = start();
        List<String> said = said(process);
        assertEquals(2, end(process));
        String last = said.get(said.size() - 1);
        String missing = "no " + Path.of("notebooks", "character-model.ipynb") + " in ";
        assertTrue(last.startsWith("rondo: no command given, and " + missing), last);
        assertTrue(last.contains(": go to the project's folder, or give one of [run, "), last);
    }

    @Test
    @Tag("engine")
    void trainingEndsByItself() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("boat.txt"), "Sit lower, sir, and keep your elbows in.\n".repeat(20));
        Process process = start("train", "boat.txt", "--hidden", "4", "--batch", "4", "--epochs", "1", "--sample", "0");
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
        assertEquals(0, end(process));
        assertTrue(Files.exists(folder.resolve("boat.rondo")));
        assertTrue(Files.exists(folder.resolve("boat.png")));
    }

    @Test
    @Tag("engine")
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process cannot be asked to end there, only be ended")
    void trainingThatIsAskedToEndSavesWhatItHasLearned() throws IOException, InterruptedException {
        Process process = start(
                "train",
                "--dataset",
                "verse",
                "--hidden",
                "4",
                "--batch",
                "4",
                "--steps",
                "16",
                "--epochs",
                "100000",
                "--sample",
                "10");
        String all;
        try (BufferedReader out = process.inputReader()) {
            String line = out.readLine();
            while (line != null && !line.contains("before training")) {
                line = out.readLine();
            }
            process.toHandle().destroy(); // Process.destroy would close its output too
            all = out.lines().collect(Collectors.joining("\n"));
        }
        assertNotEquals(0, end(process));
        assertTrue(all.contains("ended early: interrupted"), all);
        assertTrue(all.contains("model: verse.rondo"), all);
        try (LanguageModel saved = LanguageModel.load(folder.resolve("verse.rondo"))) {
            assertTrue(saved.toString().contains(", trained for "), saved.toString());
        }
    }
}
