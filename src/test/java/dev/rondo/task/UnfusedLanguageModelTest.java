package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.data.Datasets;
import dev.rondo.data.Part;
import dev.rondo.data.Text;
import dev.rondo.nn.Rnn;
import dev.rondo.train.Event;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A language model neither knows nor cares whether its cell has a kernel. */
@Tag("engine")
class UnfusedLanguageModelTest {
    private static final Text TEXT = text();
    private static final Fit FIT =
            Fit.epochs(3).batch(8).steps(20).adam(0.02).clipNorm(5).quiet();

    @TempDir
    Path folder;

    private static Text text() {
        String verse = Datasets.verse().vocabulary().decode(Datasets.verse().ids(Part.ALL));
        return Text.characters("excerpt", verse.substring(0, 1500)).split(0.8, 0.1);
    }

    static Stream<Rnn> specs() {
        return Stream.of(
                Rnn.sigmoid(12),
                Rnn.peepholeLstm(12).layers(2).dropout(0.1),
                Rnn.gru(12).resetBefore(),
                Rnn.lstm(12).layers(2).recurrentDropout(0.2));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void trainsSavesAndLoads(Rnn rnn) {
        LanguageModel model = LanguageModel.of(rnn, TEXT).seed(3);
        double untrained = model.evaluate(TEXT, Part.VALIDATION).nats();
        History history = model.fit(TEXT, FIT);
        assertTrue(history.last().validation() < untrained - 0.3, untrained + ", then " + history);
        LanguageModel again = LanguageModel.of(rnn, TEXT).seed(3);
        again.fit(TEXT, FIT);
        assertEquals(model.weights(), again.weights(), "the same seed");
        Path file = folder.resolve("model.rondo");
        model.save(file);
        LanguageModel loaded = LanguageModel.load(file);
        assertEquals(model.weights(), loaded.weights());
        assertEquals(model.toString(), loaded.toString());
        assertEquals(model.evaluate(TEXT), loaded.evaluate(TEXT));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void noArrayStaysBehind(Rnn rnn) {
        LanguageModel model = LanguageModel.of(rnn, TEXT);
        int before = model.manager().getManagedArrays().size();
        List<Integer> during = new ArrayList<>();
        model.fit(TEXT, FIT.listener(event -> {
            if (event instanceof Event.Stepped) {
                during.add(model.manager().getManagedArrays().size());
            }
        }));
        model.evaluate(TEXT);
        assertEquals(before, model.manager().getManagedArrays().size());
        assertEquals(during.get(1), during.get(during.size() - 1), () -> "arrays after each step: " + during);
    }

    /** As a file had it before there were recurrent dropout and tied weights. */
    @Test
    void olderFilesLoad() {
        Path file = folder.resolve("model.rondo");
        LanguageModel model =
                LanguageModel.of(Rnn.lstm(7).layers(2).dropout(0.25), TEXT).seed(5);
        model.save(file);
        Safetensors saved = Safetensors.read(file);
        Map<String, String> metadata = new LinkedHashMap<>(saved.metadata());
        String older =
                "{\"rnn\":{\"cell\":\"LSTM\",\"hidden\":7,\"layers\":2,\"dropout\":0.25,\"direction\":\"FORWARD\","
                        + "\"init\":{\"input\":\"XAVIER\",\"recurrent\":\"ORTHOGONAL\",\"forgetBias\":1.0}},"
                        + "\"embedding\":0,\"seed\":5}";
        String today = metadata.put("rondo.model", older);
        assertEquals(
                older,
                today.replace("\"recurrentDropout\":0.0,", "").replace("\"tied\":false,", ""),
                "and nothing else has changed");
        Path old = folder.resolve("old.rondo");
        new Safetensors(saved.tensors(), metadata).write(old);
        LanguageModel loaded = LanguageModel.load(old);
        assertEquals(model.toString(), loaded.toString());
        assertEquals(model.evaluate(TEXT), loaded.evaluate(TEXT));
    }
}
