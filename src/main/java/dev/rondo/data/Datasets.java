package dev.rondo.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import tech.tablesaw.api.Table;

/**
 * The data that comes with the toolkit, and public data that it fetches on request.
 *
 * <p>A public file is looked for under the folder named by the system property {@code rondo.data}, then in the cache
 * ({@code rondo.cache}, else {@code .cache/rondo} in the home folder), then fetched. Its SHA-256 is checked each time.
 */
public final class Datasets {
    private Datasets() {}

    /**
     * Returns the toolkit's own play in verse, about 70,000 characters, with named speakers.
     *
     * @return the text
     */
    public static Text verse() {
        return Text.characters(DatasetFiles.VERSE.file(), DatasetFiles.VERSE.text());
    }

    /**
     * Returns names of countries, languages, currencies and time zones in 33 languages, with the language's code as the
     * label: 15,315 names from the tables of the JDK (Unicode CLDR). Some names are those of two languages.
     *
     * @return the names, cut into characters, nine tenths to train on and a tenth to validate on
     */
    public static LabelledTexts names() {
        return OwnSets.table(DatasetFiles.NAMES, "names", "name", "language").tokenizer(Tokenizer.characters());
    }

    /**
     * Returns the toolkit's own short reviews in English, 216 positive and 216 negative.
     *
     * @return the reviews, cut into words, nine tenths to train on and a tenth to validate on
     */
    public static LabelledTexts reviews() {
        return OwnSets.table(DatasetFiles.REVIEWS, "reviews", "text", "label");
    }

    /**
     * Returns the toolkit's own short reviews in Chinese, 216 positive and 216 negative; many tell what an English one
     * does.
     *
     * @return the reviews, cut by {@link Tokenizer#chinese()}, nine tenths to train on and a tenth to validate on
     */
    public static LabelledTexts chineseReviews() {
        return OwnSets.table(DatasetFiles.REVIEWS_CHINESE, "Chinese reviews", "text", "label")
                .tokenizer(Tokenizer.chinese());
    }

    /**
     * Returns short mail of four kinds, 52 of each: invitation, complaint, invoice, newsletter. The subject is a mail's
     * first sentence.
     *
     * @return the mail, cut into words, nine tenths to train on and a tenth to validate on
     */
    public static LabelledTexts mail() {
        return OwnSets.mail();
    }

    /**
     * Returns dates written out in 33 languages, alone or in a sentence, each word tagged by the part of the date that it
     * is: 2,013 sentences, made by the JDK's tables (Unicode CLDR). Tags are B-DAY, B-MONTH, B-YEAR, B-WEEKDAY, I-MONTH and
     * I-WEEKDAY where these take several words, and O.
     *
     * @return the sentences, nine tenths to train on and a tenth to validate on
     */
    public static TaggedSentences dates() {
        return OwnSets.tagged(DatasetFiles.DATES, "dates", DatasetFiles.DATES.text(), 1);
    }

    /**
     * Returns the 61 sentences of {@link #dates()} that are in one language.
     *
     * @param language its code, such as {@code fr}
     * @return the sentences, nine tenths to train on and a tenth to validate on
     * @throws IllegalArgumentException if there are none in that language; the message names those there are
     */
    public static TaggedSentences dates(String language) {
        return OwnSets.tagged(DatasetFiles.DATES, "dates", OwnSets.of(DatasetFiles.DATES, language), 1);
    }

    /**
     * Returns 20,000 dates written out, to be translated to ISO 8601: {@link #dateTranslations(int, long, String...)}
     * by the seed 0.
     *
     * <pre>{@code
     * var dates = Datasets.dateTranslations("de", "en", "es", "fr", "ja", "ru");   // 3. Mai 1987 -> 1987-05-03
     * }</pre>
     *
     * @param languages their codes, such as {@code fr}; all 33 where none is given
     * @return the dates and their ISO form, cut into characters; of ten, eight to train on, one to validate on and one
     *     to test on
     * @throws IllegalArgumentException if a language is not among those there are; the message names them
     */
    public static ParallelTexts dateTranslations(String... languages) {
        return dateTranslations(20_000, 0, languages);
    }

    /**
     * Returns dates from 1900 to 2099 written out in some languages, which take turns, to be translated to ISO 8601.
     * Each is written as its language has it (Unicode CLDR): with the weekday, without it, shorter, or in digits.
     * Forms with a year of two digits, which could be either century, are left out; with them goes the only one, that
     * of English, whose digits begin with the month. So each text is one date, whatever its language.
     *
     * <p>Each day is drawn once at most: however they are split, no day to test on occurs in training, in another
     * language neither.
     *
     * @param count how many pairs, 1 to 73,049
     * @param seed what decides which dates and forms
     * @param languages their codes, such as {@code fr}; all 33 where none is given
     * @return the dates and their ISO form, cut into characters; of ten, eight to train on, one to validate on and one
     *     to test on
     * @throws IllegalArgumentException if the count does not fit, or a language is not among those there are
     */
    public static ParallelTexts dateTranslations(int count, long seed, String... languages) {
        return DateForms.drawn(count, seed, List.of(languages))
                .tokenizers(Tokenizer.characters(), Tokenizer.characters())
                .split(0.8, 0.1);
    }

    /**
     * Returns the names of countries and territories in two of 33 languages (Unicode CLDR), paired by region, in the
     * order of the regions' codes. Many are the same in both, or written by the rules of the other script.
     *
     * @param from the code of the language to translate from, such as {@code en}
     * @param to the code of the language to translate to, such as {@code ru}
     * @return the names, cut into characters; of ten, eight to train on, one to validate on and one to test on
     * @throws IllegalArgumentException if a language is not among those there are, or both are the same
     */
    public static ParallelTexts countryNames(String from, String to) {
        return OwnSets.countries(from, to);
    }

    /**
     * Returns forty sentences with the universal part of speech of each word.
     *
     * @param language {@code en} or {@code zh}
     * @return the sentences, nine tenths to train on and a tenth to validate on
     * @throws IllegalArgumentException if there are none in that language
     */
    public static TaggedSentences partsOfSpeech(String language) {
        DatasetFiles file = DatasetFiles.SENTENCES;
        return OwnSets.tagged(file, "parts of speech", OwnSets.of(file, language), 1);
    }

    /**
     * Returns forty sentences in which the names of people, places and organisations, and times, are tagged: BIO with the
     * types PER, LOC, ORG and TIME.
     *
     * @param language {@code en} or {@code zh}
     * @return the sentences, nine tenths to train on and a tenth to validate on
     * @throws IllegalArgumentException if there are none in that language
     */
    public static TaggedSentences entities(String language) {
        DatasetFiles file = DatasetFiles.SENTENCES;
        return OwnSets.tagged(file, "entities", OwnSets.of(file, language), 2);
    }

    /**
     * Returns the passengers of international airlines, in thousands, month by month from January 1949 to December 1960:
     * 144 of them, rising, with a season of 12 months whose swing grows along (G. E. P. Box and G. M. Jenkins, <i>Time
     * Series Analysis: Forecasting and Control</i>, series G).
     *
     * @return the table, with the columns {@code Month}, its first day, and {@code Passengers}
     */
    public static Table airlinePassengers() {
        return SeriesSets.own(DatasetFiles.AIRLINE, "airline passengers");
    }

    /**
     * Returns the mean relative sunspot numbers of Zurich, month by month from January 1749 to December 1983: 2,820 of
     * them, with a cycle of about eleven years that is never quite the same.
     *
     * @return the table, with the columns {@code Month}, its first day, and {@code Sunspots}
     */
    public static Table sunspots() {
        return SeriesSets.own(DatasetFiles.SUNSPOTS, "sunspots");
    }

    /**
     * Returns four European stock indices at the close of each weekday from 1 July 1991 to 14 August 1998: 1,860 of each.
     * When an exchange was closed, its index stays as it was.
     *
     * @return the table, with the columns {@code Date}, {@code DAX}, {@code SMI}, {@code CAC} and {@code FTSE}
     */
    public static Table stockIndices() {
        return SeriesSets.own(DatasetFiles.STOCKS, "stock indices");
    }

    /**
     * Returns the daily minimum temperatures of Melbourne, in degrees Celsius, from 1981 to 1990: 3,650 of them, without
     * 31 December in the leap years 1984 and 1988.
     *
     * @return the table, with the columns {@code Date} and {@code Temp}
     * @throws UncheckedIOException if it is not under {@code rondo.data}, or is not the original
     */
    public static Table dailyMinimumTemperatures() {
        return SeriesSets.dailyMinimumTemperatures();
    }

    /**
     * Returns ETTh1, the oil temperature of a transformer ({@code OT}) and six loads, hour by hour from July 2016 to June
     * 2018: 17,420 of each (H. Zhou et al., <i>Informer</i>, 2021; CC BY-ND 4.0). The official split has 12 months of 30
     * days to train on, 4 to validate on and 4 to test on: 8,640, 2,880 and 2,880 rows; the rest is not used.
     *
     * @return the table, with the columns {@code date}, {@code HUFL}, {@code HULL}, {@code MUFL}, {@code MULL}, {@code
     *     LUFL}, {@code LULL} and {@code OT}
     * @throws UncheckedIOException if it is not under {@code rondo.data}, or is not the original
     */
    public static Table etth1() {
        return SeriesSets.etth1();
    }

    /**
     * Returns tiny-shakespeare, 1,115,394 characters of plays, as Andrej Karpathy put it together for char-rnn.
     *
     * @return the text
     * @throws UncheckedIOException if it is neither on this machine nor to be fetched, or is not the original
     */
    public static Text tinyShakespeare() {
        return Text.characters(fetch(
                        "tinyshakespeare/input.txt",
                        URI.create(
                                "https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/input.txt"),
                        "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed"))
                .named("tiny-shakespeare");
    }

    /**
     * Returns SST-2, sentences of film reviews, positive ({@code 1}) or negative ({@code 0}), without the middle and
     * without parts of sentences: 6,920 to train, 872 to validate, 1,821 to test. They are cut at blanks, in lower case
     * already (R. Socher et al., "Recursive Deep Models for Semantic Compositionality Over a Sentiment Treebank", 2013).
     *
     * @return the sentences
     * @throws UncheckedIOException if it is not under {@code rondo.data}, or is not the original
     */
    public static LabelledTexts sst2() {
        return TextSets.sst2();
    }

    /**
     * Returns ChnSentiCorp, Chinese reviews of hotels, positive ({@code 1}) or negative ({@code 0}), cut into words by
     * {@link Tokenizer#chinese()}. It comes without parts: every fifth row is for testing, and of the others a tenth, by
     * lot, for validation: 5,592, 621 and 1,552 reviews. One row has no text and is left out.
     *
     * @return the reviews
     * @throws UncheckedIOException if it is not under {@code rondo.data}, or is not the original
     */
    public static LabelledTexts chnSentiCorp() {
        return TextSets.chnSentiCorp();
    }

    /**
     * Returns the English Web Treebank of Universal Dependencies, words and their 17 universal parts of speech: 12,544
     * sentences to train, 2,001 to validate, 2,077 to test.
     *
     * @return the sentences
     * @throws UncheckedIOException if it is not under {@code rondo.data}, or is not the original
     */
    public static TaggedSentences englishWebTreebank() {
        return TextSets.englishWebTreebank();
    }

    /**
     * Returns short sentences and their translations from Tatoeba, as manythings.org put them together for Anki:
     * {@code fra-eng}, the 60,000 shortest pairs from English to French, or {@code cmn-eng}, 20,294 pairs from Chinese
     * to English. Of the distinct sources a tenth, by lot, is for testing, and a tenth of the others for validation.
     * Words come by {@link Tokenizer#words()}, those of Chinese by {@link Tokenizer#chinese()}.
     *
     * @param pair {@code fra-eng} or {@code cmn-eng}
     * @return the sentences
     * @throws IllegalArgumentException if it is another pair
     * @throws UncheckedIOException if it is not under {@code rondo.data}, or is not the original
     */
    public static ParallelTexts tatoeba(String pair) {
        return TextSets.tatoeba(pair);
    }

    /**
     * Returns vectors of 50 dimensions for the 9,163 most frequent words of GloVe 6B, all in lower case (J. Pennington,
     * R. Socher and C. Manning, "GloVe: Global Vectors for Word Representation", 2014).
     *
     * @return the vectors
     * @throws UncheckedIOException if they are not under {@code rondo.data}, or are not the original
     */
    public static WordVectors glove() {
        return TextSets.glove();
    }

    /**
     * Returns single digits spoken in English by six speakers, 20 recordings of each digit by each at 8,000 Hz, cut tightly:
     * the first 1,200 of the Free Spoken Digit Dataset (Z. Jackson and others, CC BY-SA 4.0). The official split has the
     * recordings 0 to 4 of each digit and speaker for testing; of the others, 5 and 6 are for validation here: 780, 120 and
     * 300. {@link JoinedSpeech} makes strings of digits of them.
     *
     * @return the recordings, the digit as the transcript, with their speakers
     * @throws UncheckedIOException if they are not under {@code rondo.data}, or are not the original
     */
    public static Speech spokenDigits() {
        return SpokenDigits.read();
    }

    /** Finds or fetches a file and checks it. */
    static Path fetch(String path, URI source, String sha256) {
        return fetch(path, source, file -> checked(file, sha256));
    }

    /**
     * Finds or fetches a gzipped file, unpacks it and checks what came out: however it was packed, the content is
     * pinned. An unpacked file in the folder named by {@code rondo.data} will do as well.
     *
     * @param path where it is found, with the ending {@code .gz}
     * @param source where it is fetched
     * @param sha256 the sum of the unpacked content
     */
    static byte[] content(String path, URI source, String sha256) {
        String folder = System.getProperty("rondo.data", "");
        String plain = path.substring(0, path.length() - ".gz".length());
        boolean unpacked =
                !folder.isEmpty() && !Files.exists(Path.of(folder, path)) && Files.exists(Path.of(folder, plain));
        return fetch(unpacked ? plain : path, source, file -> unpacked(file, sha256));
    }

    /**
     * Finds a file in the folder named by {@code rondo.data}, unpacks it if it is packed and checks what came out: for
     * sets that nobody publishes in this form.
     *
     * @param path where it is found
     * @param origin what it is and where it comes from
     * @param sha256 the sum of the unpacked content
     */
    static byte[] given(String path, String origin, String sha256) {
        String folder = System.getProperty("rondo.data", "");
        if (folder.isEmpty() || !Files.exists(Path.of(folder, path))) {
            throw new UncheckedIOException(
                    path + " is not under -Drondo.data=" + (folder.isEmpty() ? "(not given)" : folder)
                            + ": give the folder that holds it; it is " + origin,
                    new NoSuchFileException(path));
        }
        return unpacked(Path.of(folder, path), sha256);
    }

    private static <T> T fetch(String path, URI source, Function<Path, T> check) {
        String folder = System.getProperty("rondo.data", "");
        if (!folder.isEmpty() && Files.exists(Path.of(folder, path))) {
            return check.apply(Path.of(folder, path));
        }
        String home =
                Path.of(System.getProperty("user.home"), ".cache", "rondo").toString();
        Path cached = Path.of(System.getProperty("rondo.cache", home), path);
        if (!Files.exists(cached)) {
            download(source, cached, path, check);
        }
        return check.apply(cached);
    }

    private static void download(URI source, Path target, String path, Function<Path, ?> check) {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.createDirectories(target.getParent());
            HttpClient client = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(10))
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();
            HttpRequest request = HttpRequest.newBuilder(source)
                    .timeout(Duration.ofMinutes(5))
                    .build();
            HttpResponse<Path> answer = client.send(request, HttpResponse.BodyHandlers.ofFile(part));
            if (answer.statusCode() != 200) {
                throw new IOException("status " + answer.statusCode());
            }
            var unused = check.apply(part);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(missing(source, target, path), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while fetching " + source, e);
        } finally {
            part.toFile().delete();
        }
    }

    private static String missing(URI source, Path target, String path) {
        String folder = System.getProperty("rondo.data", "");
        return target.getFileName() + " is neither under -Drondo.data=" + (folder.isEmpty() ? "(not given)" : folder)
                + " nor in the cache, and " + source + " cannot be fetched: put the file at " + target
                + ", or give the folder that holds " + path
                + " by -Drondo.data";
    }

    private static Path checked(Path file, String sha256) {
        try {
            check(file, Files.readAllBytes(file), sha256);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static byte[] unpacked(Path file, String sha256) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(2);
            boolean packed = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            byte[] content = packed ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
            check(file, content, sha256);
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read " + file + " (" + e.getMessage() + "): delete it and try again", e);
        }
    }

    private static void check(Path file, byte[] content, String sha256) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            String found = HexFormat.of().formatHex(digest);
            if (!found.equals(sha256)) {
                String message = file + " is not the original: its SHA-256 is " + found + ", expected " + sha256
                        + "; delete it and try again";
                throw new UncheckedIOException(message, new IOException("another content"));
            }
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
