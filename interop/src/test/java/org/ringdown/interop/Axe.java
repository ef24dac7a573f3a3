package org.ringdown.interop;

import java.nio.file.Path;
import org.ringdown.interop.browser.Page;

/** Judges pages by WCAG 2.2, as far as a program can. */
final class Axe {
    private static final Path AXE = Path.of("node_modules/axe-core/axe.min.js").toAbsolutePath();
    private static final String RULES = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']";

    private Axe() {}

    /** What it finds at the levels A and AA, a line each; empty where it finds nothing. */
    static String violations(Page page) {
        page.inject(AXE);
        return page.run(
                        """
                        const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: %s } });
                        return violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target, failureSummary }) => target.flat().join(' ') + ' ' + failureSummary).join('; ')).join('\\n');
                        """
                                .formatted(RULES))
                .asString();
    }
}
