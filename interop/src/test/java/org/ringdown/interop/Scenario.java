package org.ringdown.interop;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Marks a class whose tests need real peers. Its tests may take the {@link Lab}, which outlives the class. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("interop")
@Timeout(300)
@ExtendWith(Scenario.Setting.class)
@interface Scenario {

    /** Hands out the one lab, and adds the program's last words to a failure. */
    final class Setting implements ParameterResolver, AfterTestExecutionCallback {
        private static final ExtensionContext.Namespace NAMESPACE =
                ExtensionContext.Namespace.create(Lab.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Lab.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return lab(context);
        }

        @Override
        public void afterTestExecution(ExtensionContext context) {
            context.getExecutionException()
                    .ifPresent(failure ->
                            failure.addSuppressed(
                                    new AssertionError(
                                            "the program said:\n" + lab(context).tail())));
        }

        private static Lab lab(ExtensionContext context) {
            return context.getRoot()
                    .getStore(NAMESPACE)
                    .computeIfAbsent(Lab.class, _ -> new Lab(), Lab.class);
        }
    }
}
