package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TokenizerTest {

    private static void assertTokens(String expected, Tokenizer tokenizer, String text) {
        assertEquals(expected, String.join("|", tokenizer.tokens(text)));
    }

    @Test
    void charactersAreCodePointsWithBlanks() {
        assertTokens("a| |\n|😀|é", Tokenizer.characters(), "a \n😀é");
        assertEquals(List.of(), Tokenizer.characters().tokens(""));
    }

    @Test
    void wordsHoldApostrophesAndMarksStandAlone() {
        assertTokens(
                "Don't|panic|!|!|It’s|O'Neill's|'|tis|'", Tokenizer.words(), "Don't panic!!\tIt’s O'Neill's 'tis'");
        assertTokens("well|-|known|snake|_|case|R2D2|3rd", Tokenizer.words(), "well-known snake_case R2D2 3rd");
    }

    @Test
    void numbersKeepTheirMarks() {
        assertTokens("1,000.5|,|3.14|mm|and|7|.", Tokenizer.words(), "1,000.5, 3.14mm and 7.");
    }

    @Test
    void wordsAreOfAnyScript() {
        assertTokens("Привет|,|größer|αβγ|नमस्ते|مرحبا", Tokenizer.words(), "Привет, größer αβγ नमस्ते مرحبا");
        assertTokens("e\u0301tude", Tokenizer.words(), "e\u0301tude"); // an accent of its own
        assertTokens("می\u200Cخواهم", Tokenizer.words(), "می\u200Cخواهم");
        assertTokens("我|爱|Java|17|。", Tokenizer.words(), "我爱Java 17。");
        assertTokens("𠀀|字", Tokenizer.words(), "𠀀字"); // beyond the basic plane
    }

    @Test
    void picturesOfSeveralCodePointsAreOneToken() {
        assertTokens("👨‍👩‍👧|👍🏽|$|5", Tokenizer.words(), "👨‍👩‍👧👍🏽 $5");
    }

    @Test
    void blanksOfAllKindsPartWords() {
        String text = "\u3000a\u00A0b\tc\r\nd\u2028e ";
        assertTokens("a|b|c|d|e", Tokenizer.whitespace(), text);
        assertTokens("a|b|c|d|e", Tokenizer.words(), text);
        assertEquals(List.of(), Tokenizer.whitespace().tokens(" \u3000\t"));
        assertEquals(List.of(), Tokenizer.words().tokens(" \u200B\uFEFF\t\u0007")); // nothing that is seen
    }

    @Test
    void whitespaceLeavesMarksWhereTheyAre() {
        assertTokens("does|n't|<unk>|a.b", Tokenizer.whitespace(), "does n't <unk> a.b");
    }

    @Test
    void aPatternSaysWhatATokenIs() {
        assertTokens("ab|cd", Tokenizer.pattern("[a-z]{2}"), "ab1cd e");
        assertTokens("a|aa", Tokenizer.pattern("a+|(?=b)"), "ab aa b"); // what is empty is no token
    }

    @Test
    void badPatternsSayWhatIsWrong() {
        assertMessage(
                "pattern '[a' is no regular expression (Unclosed character class at 1): expected what one token"
                        + " matches, such as \\w+",
                () -> Tokenizer.pattern("[a").tokens(""));
        assertMessage(
                "pattern '\\w*' matches the empty text: expected what one token matches, such as \\w+",
                () -> Tokenizer.pattern("\\w*").tokens(""));
        assertMessage(
                "pattern 'x' came with the kind WORDS, expected none: take Tokenizer.pattern(regex) for it",
                () -> new Tokenizer(Tokenizer.Kind.WORDS, "x", false).tokens(""));
    }

    @Test
    void lowerCaseIsTheSameInEveryCountry() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertTokens("in|groß|éa", Tokenizer.words().lowerCased(), "IN GROß ÉA");
        } finally {
            Locale.setDefault(before);
        }
        assertEquals(Tokenizer.words().lowerCased(), new Tokenizer(Tokenizer.Kind.WORDS, "", true));
    }

    @Test
    void chineseWordsComeFromTheDictionaryWithoutAWordOnTheConsole() {
        PrintStream out = System.out;
        var printed = new ByteArrayOutputStream();
        var mine = new PrintStream(printed, true);
        System.setOut(mine);
        try {
            assertTokens("我|来到|北京|清华大学|。", Tokenizer.chinese(), "我来到北京清华大学。"); // once, not 清华 too
            assertTrue(System.out == mine, "the console was not given back");
        } finally {
            System.setOut(out);
        }
        assertEquals("", printed.toString());
    }

    @Test
    void chineseLosesNothingButBlanks() {
        assertTokens("ＡＢＣ|，|Wi|-|Fi|很快", Tokenizer.chinese(), "ＡＢＣ， Wi - Fi很快");
        assertTokens("很|好|😀|😀|!", Tokenizer.chinese(), "很好😀😀!\u3000\n");
        for (String text : List.of("a𠀀b，c😀", "😀", "Java 17 发布了！！", "①②③ＸＹ　ｚ", "\"引\"号'单'", "1,000.5元/天(含税)&更多")) {
            assertEquals(
                    text.replaceAll("[\\s\\p{Z}]", ""),
                    String.join("", Tokenizer.chinese().tokens(text)));
        }
        assertEquals(List.of(), Tokenizer.chinese().tokens(" \u3000\n"));
        assertEquals(List.of(), Tokenizer.chinese().tokens(""));
    }

    @Test
    void capitalsOfChineseTextStayUnlessAsked() {
        assertTokens("Java|语言", Tokenizer.chinese(), "Java语言");
        assertTokens("java|语言", Tokenizer.chinese().lowerCased(), "Java语言");
    }

    private static void assertJoined(String expected, Tokenizer tokenizer, String tokens) {
        assertEquals(expected, tokenizer.join(List.of(tokens.split("\\|"))));
    }

    @Test
    void charactersAndFieldsAreJoinedAsTheyWereCut() {
        for (String text : List.of("", "a \n😀é", " Va !  ")) {
            assertEquals(
                    text, Tokenizer.characters().join(Tokenizer.characters().tokens(text)));
        }
        assertJoined("does n't . <unk>", Tokenizer.whitespace(), "does|n't|.|<unk>");
        assertJoined("ab cd", Tokenizer.pattern("[a-z]{2}"), "ab|cd");
        assertEquals("", Tokenizer.words().join(List.of()));
        assertEquals("", Tokenizer.whitespace().join(List.of()));
    }

    @Test
    void wordsAreJoinedWithBlanksButForMarks() {
        for (String text : List.of(
                "Don't panic!!",
                "A well-known (and long) list: 1,000.5 [mm], and/or \"so on\"... ok?",
                "He said \"yes\", then \"no\".",
                "\"Yes.\"",
                "“Yes”, he said; «oui» — l'été",
                "¿Qué? ¡Sí!",
                "It costs $5 or 3% of me@home",
                "Привет, мир… नमस्ते। مرحبا، نعم؟",
                "我爱Java 17。“好”（真的）！",
                "私はコーヒーを飲む。「はい」",
                "안녕 하세요.",
                "<unk> a")) {
            assertEquals(
                    text.replace("<unk>", "UNK"),
                    Tokenizer.words().join(Tokenizer.words().tokens(text.replace("<unk>", "UNK"))));
        }
        assertJoined("the <unk>, <unk> a", Tokenizer.words(), "the|<unk>|,|<unk>|a");
        assertJoined("Va!", Tokenizer.words().lowerCased(), "Va|!"); // no more than English asks for
    }

    @Test
    void chineseWordsAreJoinedWithoutBlanks() {
        assertJoined("我来到北京清华大学。", Tokenizer.chinese(), "我|来到|北京|清华大学|。");
        assertJoined("用Java 17写，很快", Tokenizer.chinese(), "用|Java|17|写|，|很快");
    }
}
