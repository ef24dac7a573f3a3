package org.ringdown.sip.locate;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What DNS answered. A question without an answer is one that has no records, or that nobody answered in time. */
public record Answers(Map<Question, List<DnsRecord>> byQuestion) {
    public Answers {
        byQuestion = Map.copyOf(byQuestion);
    }

    <T extends DnsRecord> Stream<T> of(Question question, Class<T> kind) {
        return byQuestion.getOrDefault(question, List.of()).stream()
                .filter(kind::isInstance)
                .map(kind::cast);
    }
}
