package consumer;

import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.inference.Prediction;
import io.github.softmaxregression.store.ModelSource;
import java.io.IOException;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A web application with the classifier as a bean. */
@SpringBootApplication
public class ClothesApplication {
  public static void main(String[] args) {
    SpringApplication.run(ClothesApplication.class, args);
  }

  /** Reads the model once; Spring closes it at the end. */
  @Bean
  ImageClassifier classifier() throws IOException {
    return ImageClassifier.load(ModelSource.of("photo"));
  }

  /** Answers what a picture shows: POST a file's bytes to /classify. */
  @RestController
  static class Answers {
    private final ImageClassifier classifier;

    Answers(ImageClassifier classifier) {
      this.classifier = classifier;
    }

    @PostMapping("/classify")
    Map<String, Object> classify(@RequestBody byte[] picture) throws IOException {
      Prediction prediction = classifier.classify(picture);
      return Map.of("class", prediction.className(), "probability", prediction.probability());
    }

    @ExceptionHandler(InvalidFileException.class)
    @ResponseStatus(HttpStatus.UNPROCESSABLE_ENTITY)
    Map<String, String> refuse(InvalidFileException e) {
      return Map.of("error", e.getMessage());
    }
  }
}
