package org.ringdown.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that means something to SIP passes as a caller's own header. */
class CustomHeadersTest {
    @Test
    void whatIsACallersOwnPasses() {
        var headers = Map.of("X-Customer", " 4711 ", "x-order", "ä; q=\"1\"");
        assertThat(CustomHeaders.sane(headers))
                .containsOnly(Map.entry("X-Customer", "4711"), Map.entry("x-order", "ä; q=\"1\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Route",
                "Via",
                "Authorization",
                "Proxy-Authorization",
                "From",
                "f",
                "P-Asserted-Identity",
                "Contact",
                "m",
                "Content-Length",
                "l",
                "Record-Route",
                "X",
                "X-",
                "x",
                "X-A:B",
                "X-A\r\nRoute",
                "X-A B",
                "X-Ä",
                "",
                " X-A",
                "X-A\u0000",
                "XX-A"
            })
    void aNameThatIsOursOrNoneDoesNot(String name) {
        assertThat(CustomHeaders.sane(Map.of(name, "1"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1\r\nRoute: <sip:evil.example>",
                "1\nVia: x",
                "1\rAuthorization: y",
                "a\u0000b",
                "a\u007fb",
                "\r\n\r\nINVITE sip:x SIP/2.0",
                "\ud800",
                "tab\tbed"
            })
    void aValueThatCouldEndItsLineDoesNot(String value) {
        assertThat(CustomHeaders.sane(Map.of("X-A", value))).isEmpty();
    }

    @Test
    void neitherTooManyNorTooLongNorTwiceTheSame() {
        var many = new LinkedHashMap<String, String>();
        for (int i = 0; i < 100; i++) many.put("X-" + i, "1");
        assertThat(CustomHeaders.sane(many)).hasSize(CustomHeaders.MOST);
        assertThat(CustomHeaders.sane(Map.of("X-A", "v".repeat(257)))).isEmpty();
        assertThat(CustomHeaders.sane(Map.of("X-" + "a".repeat(63), "1"))).isEmpty();
        assertThat(CustomHeaders.sane(Map.of("X-A", "1", "x-a", "2"))).hasSize(1);
    }
}
