@echo off
rem Starts softmax-regression.jar, which lies beside this script, with JAVA_HOME's Java or that of the path.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" -Dsoftmax.command=softmax -jar "%~dp0softmax-regression.jar" %*
exit /b %errorlevel%
