package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TagSchemeTest {
    private static final int WORDS = 4;

    private static List<String> tags(String text) {
        return List.of(text.split(" "));
    }

    private static TagScheme of(String... sentences) {
        List<List<String>> all = new ArrayList<>();
        for (String sentence : sentences) {
            all.add(tags(sentence));
        }
        return TagScheme.of(all);
    }

    /** All sequences of so many tags. */
    private static List<List<String>> all(List<String> alphabet, int length) {
        List<List<String>> sequences = List.of(List.of());
        for (int k = 0; k < length; k++) {
            List<List<String>> longer = new ArrayList<>();
            for (List<String> one : sequences) {
                for (String tag : alphabet) {
                    List<String> more = new ArrayList<>(one);
                    more.add(tag);
                    longer.add(more);
                }
            }
            sequences = longer;
        }
        return sequences;
    }

    private static List<String> alphabet(String letters) {
        List<String> alphabet = new ArrayList<>(List.of("O"));
        for (String letter : letters.split("")) {
            alphabet.add(letter + "-x");
            alphabet.add(letter + "-y");
        }
        return alphabet;
    }

    /** BIO by a regular expression, apart from the class under test. */
    private static boolean isBio(List<String> tags) {
        return String.join(" ", tags).matches("(O ?|B-x ?(I-x ?)*|B-y ?(I-y ?)*)*");
    }

    private static boolean allowed(TagScheme scheme, List<String> tags) {
        for (int k = 0; k <= tags.size(); k++) {
            @Nullable String before = k == 0 ? null : tags.get(k - 1);
            @Nullable String after = k == tags.size() ? null : tags.get(k);
            if (!scheme.allows(before, after)) {
                return false;
            }
        }
        return true;
    }

    @Test
    void aSequenceIsAllowedIfAndOnlyIfSpansAreWrittenLikeThat() {
        String[] letters = {"I", "BI", "BI", "BIES", "BMES"};
        for (TagScheme scheme : TagScheme.values()) {
            Set<List<String>> written = new HashSet<>();
            for (List<String> bio : all(alphabet("BI"), WORDS)) {
                if (isBio(bio)) {
                    written.add(TagScheme.BIO.convert(bio, scheme));
                }
            }
            int count = 0;
            for (List<String> tags : all(alphabet(letters[scheme.ordinal()]), WORDS)) {
                assertEquals(written.contains(tags), allowed(scheme, tags), scheme + " " + tags);
                count += written.contains(tags) ? 1 : 0;
            }
            assertEquals(written.size(), count); // no letter of another scheme
        }
    }

    @Test
    void whatIsConvertedComesBack() {
        for (List<String> bio : all(alphabet("BI"), WORDS)) {
            if (!isBio(bio)) {
                continue;
            }
            for (TagScheme scheme : List.of(TagScheme.BIO, TagScheme.IOB1, TagScheme.BIOES, TagScheme.BMES)) {
                assertEquals(bio, scheme.convert(TagScheme.BIO.convert(bio, scheme), TagScheme.BIO));
            }
        }
    }

    @Test
    void spansAreWrittenByEachSchemesRule() {
        List<String> bio = tags("B-x I-x I-x B-x O B-y B-x B-x");
        assertEquals(tags("I-x I-x I-x I-x O I-y I-x I-x"), TagScheme.BIO.convert(bio, TagScheme.IO));
        assertEquals(tags("I-x I-x I-x B-x O I-y I-x B-x"), TagScheme.BIO.convert(bio, TagScheme.IOB1));
        assertEquals(tags("B-x I-x E-x S-x O S-y S-x S-x"), TagScheme.BIO.convert(bio, TagScheme.BIOES));
        assertEquals(tags("B-x M-x E-x S-x O S-y S-x S-x"), TagScheme.BIO.convert(bio, TagScheme.BMES));
        assertEquals(tags("B-x I-x I-x I-x O B-y"), TagScheme.IO.convert(tags("I-x I-x I-x I-x O I-y"), TagScheme.BIO));
        assertEquals(tags("B I E S"), TagScheme.BMES.convert(tags("B M E S"), TagScheme.BIOES)); // words, without types
        assertEquals(tags("B-a-b I-a-b"), TagScheme.IO.convert(tags("I-a-b I-a-b"), TagScheme.BIO));
    }

    @Test
    void theSchemeIsReadFromTheTags() {
        assertEquals(TagScheme.BIO, of("O O"));
        assertEquals(TagScheme.IO, of("I-x O", "I-y"));
        assertEquals(TagScheme.BIO, of("B-x O B-x I-x"));
        assertEquals(TagScheme.BIO, of("O B-x", "B-y O"));
        assertEquals(TagScheme.IOB1, of("I-x B-x O", "O I-y"));
        assertEquals(TagScheme.BIOES, of("O S-x", "B-x E-x"));
        assertEquals(TagScheme.BIOES, of("B I E"));
        assertEquals(TagScheme.BMES, of("B E S"));
        assertEquals(TagScheme.BMES, of("O S-x", "B-x M-x E-x"));
    }

    @Test
    void aSentenceIsAcceptedOrNot() {
        assertTrue(TagScheme.BIO.accepts(tags("O B-x I-x")));
        assertFalse(TagScheme.BIO.accepts(tags("O I-x")));
        assertFalse(TagScheme.BIO.accepts(tags("B-x E-x")));
        assertTrue(TagScheme.BIOES.accepts(tags("B-x E-x")));
        assertFalse(TagScheme.BIOES.accepts(tags("O B-x")), "left open");
        assertFalse(TagScheme.BIO.accepts(List.of("NOUN")));
    }

    @Test
    void whatBreaksTheSchemeIsNamed() {
        assertMessage(
                "word 2 of sentence 1: I-y after B-x breaks BIO, in which I follows B or I of its own type: correct the"
                        + " tag, or name the scheme that the tags were written in",
                () -> of("B-x", "O B-x I-y"));
        assertMessage(
                "word 0 of sentence 0: I-x at the beginning breaks BIO, in which I follows B or I of its own type:"
                        + " correct the tag, or name the scheme that the tags were written in",
                () -> TagScheme.BIO.check(List.of(tags("I-x"))));
        assertMessage(
                "word 1 of sentence 0: the end after I-x breaks BIOES, in which B and I are followed by I or E of their"
                        + " own type, which follow nothing else: correct the tag, or name the scheme that the tags were"
                        + " written in",
                () -> TagScheme.BIOES.check(List.of(tags("B-x I-x"))));
        assertMessage(
                "word 1: B-y after I-x breaks IOB1, in which B follows I or B of its own type: correct the tag, or name"
                        + " the scheme that the tags were written in",
                () -> TagScheme.IOB1.convert(tags("I-x B-y"), TagScheme.BIO));
    }

    @Test
    void whatIsNoTagOfASchemeIsNamed() {
        assertMessage(
                "tag 'NOUN' of word 1 of sentence 0 marks no span: expected O, or B, I, M, E or S, alone or before a"
                        + " dash and a type, such as B-PER",
                () -> of("O NOUN"));
        assertMessage(
                "tag 'I-x' of word 1 of sentence 0 is none of BMES, expected O, or B, M, E, S, alone or before a dash"
                        + " and a type",
                () -> of("B-x I-x M-x E-x"));
        assertMessage(
                "tag 'B-x' is none of IO, expected O, or I alone or before a dash and a type",
                () -> TagScheme.IO.allows("O", "B-x"));
        assertTrue(TagScheme.BIO.allows(null, null)); // an empty sentence
    }
}
