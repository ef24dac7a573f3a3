package org.ringdown.sip.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringdown.sip.Body;
import org.ringdown.wire.MalformedException;

/** What an XML document of a stranger may not do to us. */
class XmlReaderTest {
    @Test
    void anXmlBombIsRefusedBeforeItGoesOff() {
        var bomb = new StringBuilder("<!DOCTYPE a [<!ENTITY e0 \"boom\">");
        for (int i = 1; i < 10; i++) {
            bomb.append("<!ENTITY e%d \"%s\">".formatted(i, "&e%d;".formatted(i - 1).repeat(10)));
        }
        bomb.append("]><a>&e9;</a>");

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(refusal(bomb.toString())).contains("document type"));
    }

    @Test
    void aBombInAnAttributeIsRefusedToo() {
        assertThat(refusal("<!DOCTYPE a [<!ENTITY e \"boom\">]><a b=\"&e;\"/>"))
                .contains("document type");
    }

    @Test
    void noFileIsRead(@TempDir Path folder) throws Exception {
        var secret = Files.writeString(folder.resolve("secret"), "the secret");
        var text = "<!DOCTYPE a [<!ENTITY e SYSTEM \"%s\">]><a>&e;</a>".formatted(secret.toUri());

        assertThat(refusal(text)).doesNotContain("the secret");
    }

    @Test
    void anEntityThatNobodyDeclaredIsRefused() {
        assertThat(refusal("<a>&nobody;</a>")).isNotEmpty();
    }

    @Test
    void aNestIsAsDeepAsAllowedAndNoDeeper() throws Exception {
        assertThat(XmlReader.read(Body.of(nest(XmlReader.DEEPEST))).name()).isEqualTo("a");
        assertThat(refusal(nest(XmlReader.DEEPEST + 1))).contains("deeper than 12");
        assertThat(refusal(nest(4000))).contains("deeper than 12");
    }

    @Test
    void countsAndSizesHaveLimits() throws Exception {
        assertThat(refusal("<a>" + "<b/>".repeat(500) + "</a>")).contains("more than 500 elements");
        assertThat(refusal("<a>" + "x".repeat(2049) + "</a>")).contains("text of more than 2048");
        assertThat(refusal("<a>" + "x<b/>".repeat(400) + "x".repeat(2000) + "</a>"))
                .contains("text");
        assertThat(refusal("<a b=\"" + "x".repeat(2049) + "\"/>"))
                .contains("attribute of more than");
        assertThat(refusal("<a>" + " ".repeat(XmlReader.LONGEST) + "</a>")).contains("32768 bytes");
        var attributes = new StringBuilder();
        for (int i = 0; i < 25; i++) attributes.append(" b").append(i).append("=\"\"");
        assertThat(refusal("<a" + attributes + "/>")).contains("more than 24 attributes");
    }

    @Test
    void whatTheDocumentSaysOfItsEncodingIsNotBelieved() throws Exception {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>\u00e4</a>";

        assertThat(XmlReader.read(Body.of(text)).text()).isEqualTo("\u00e4");
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() ->
                        XmlReader.read(
                                Body.of("<a>\u00e4</a>".getBytes(StandardCharsets.ISO_8859_1))))
                .withMessage("not UTF-8 (XML 1.0)");
    }

    @Test
    void complaintsDoNotQuoteTheDocument() {
        assertThat(refusal("<a><secret></other></a>"))
                .isEqualTo("not well formed in line 1 (XML 1.0)");
        assertThat(refusal("")).contains("not well formed");
        assertThat(refusal("<a/><b/>")).contains("not well formed");
    }

    @Test
    void readsCommentsAwayAndCdataAsText() throws Exception {
        var read = XmlReader.read(Body.of("<?p i?><a><!-- c -->x<![CDATA[<y>]]></a><!-- d -->"));

        assertThat(read.text()).isEqualTo("x<y>");
    }

    private static String nest(int depth) {
        return "<a>".repeat(depth) + "</a>".repeat(depth);
    }

    private static String refusal(String text) {
        return Assertions.assertThrows(
                        MalformedException.class, () -> XmlReader.read(Body.of(text)))
                .getMessage();
    }
}
